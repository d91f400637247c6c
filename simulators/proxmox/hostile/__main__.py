"""``python -m simulators.proxmox.hostile ve --bodies 1000000 --seed 1`` feeds a session garbage."""

import argparse
import asyncio
import time
from collections import Counter

from simulators.proxmox.hostile.attack import attack
from simulators.proxmox.hostile.products import PRODUCTS


def main():
    """Go on until so many bodies were altered; print what was found, each once."""
    parser = argparse.ArgumentParser(prog="python -m simulators.proxmox.hostile")
    parser.add_argument("product", choices=PRODUCTS)
    parser.add_argument("--bodies", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(asyncio.run(_run(PRODUCTS[chosen.product], chosen.seed, chosen.bodies)))


async def _run(product, seed, bodies):
    replay, begun, found = await product.recorded(), time.monotonic(), Counter()
    first = seed
    while replay.altered < bodies:
        for each in await attack(product, replay, seed):
            found[each] += 1
            if found[each] == 1:
                print(f"seed {seed}: {each}", flush=True)
        seed += 1
    took = time.monotonic() - begun
    return (
        f"{replay.altered:,} altered bodies of {len(replay.bodies)} paths, seeds {first} to "
        f"{seed - 1}, {took:.0f} s: {len(found)} kinds of findings, {found.total()} in all"
    )


if __name__ == "__main__":
    main()
