"""What a runtime stands on: the user's connections, or the demo estate."""

from dataclasses import dataclass

from pulse_desktop.app.authored import Authored
from pulse_desktop.provider.platform import Platform
from pulse_desktop.settings.profile import Profile


@dataclass(frozen=True, slots=True)
class Ground:
    """The platforms that are read, and the estate where it is not the user's own."""

    platforms: tuple[Platform, ...]
    authored: Authored | None = None


def ground_of(profile: Profile) -> Ground:
    """What a profile's runtime stands on. Modules of the other one are not even loaded."""
    if profile.is_demo:
        from pulse_desktop.app.demo_estate import authored
        from pulse_desktop.demo.platforms import platforms

        return Ground(platforms(profile.demo_scale), authored(profile.demo_scale))
    from pulse_desktop.platforms import PLATFORMS

    return Ground(PLATFORMS)


def authored_estate(profile: Profile) -> Authored | None:
    """The estate of a profile that is told; ``None`` where it is the user's."""
    return ground_of(profile).authored if profile.is_demo else None
