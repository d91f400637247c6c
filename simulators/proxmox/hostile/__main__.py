"""``python -m simulators.proxmox.hostile ve --bodies 1000000 --seed 1`` feeds a session garbage."""

import argparse
import asyncio
import time
from collections import Counter

from simulators.proxmox.hostile.attack import attack, examined
from simulators.proxmox.hostile.catalogue import templates
from simulators.proxmox.hostile.products import PRODUCTS
from simulators.proxmox.hostile.zeros import wrong_zeros


def main():
    """Go on until so many bodies were altered; print what was found, each once."""
    parser = argparse.ArgumentParser(prog="python -m simulators.proxmox.hostile")
    parser.add_argument("product", choices=PRODUCTS)
    parser.add_argument("--bodies", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=600.0, help="of the clock, at most")
    parser.add_argument("--keys", action="store_true", help="garble key for key instead")
    chosen = parser.parse_args()
    if chosen.keys:
        asyncio.run(_key_for_key(PRODUCTS[chosen.product]))
        return
    asyncio.run(Run(PRODUCTS[chosen.product]).go_on(chosen.seed, chosen.bodies, chosen.minutes))


async def _key_for_key(product):
    for scene in product.scenes:
        async for each in wrong_zeros(product, scene):
            print(f"{scene.release}: {each}", flush=True)


class Run:
    """Session after session, and what came of all."""

    def __init__(self, product):
        self._product = product
        self.altered, self.findings = Counter(), Counter()
        self.snapshots = self.errors = self.whole_paths = 0

    async def go_on(self, seed, bodies, minutes):
        """From ``seed`` on, each session with the next one."""
        first, begun, end_s = seed, time.process_time(), time.monotonic() + 60 * minutes
        while self.altered.total() < bodies and time.monotonic() < end_s:
            self._take(seed, await attack(self._product, seed))
            self._take(seed, await examined(self._product, seed))
            seed += 1
        print("\n".join(self._by_template()))
        print(
            f"{self._product.name}: {self.altered.total():,} altered bodies, seeds {first} to "
            f"{seed - 1}, {self.snapshots:,} snapshots, {self.errors:,} clear errors, "
            f"{self.whole_paths} sessions up to the state document, "
            f"{time.process_time() - begun:.0f} s of one processor: "
            f"{len(self.findings)} kinds of findings, {self.findings.total()} in all"
        )

    def _take(self, seed, outcome):
        self.altered += outcome.liar.altered
        self.snapshots += outcome.snapshots
        self.errors += outcome.errors
        self.whole_paths += outcome.is_whole_path
        unknown = (f"in no catalogue: {each}" for each in outcome.liar.uncatalogued)
        for each in (*outcome.findings, *unknown):
            self.findings[each] += 1
            if self.findings[each] == 1:
                print(f"seed {seed}: {each}", flush=True)

    def _by_template(self):
        for template in templates(self._product.name):
            yield f"{self.altered[template]:>9,}  {template}"


if __name__ == "__main__":
    main()
