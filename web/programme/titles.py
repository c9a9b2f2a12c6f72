"""What indicators of the strategic plan are called, and which have cumulative values."""

from layers.importing import current_frame
from web.desk.asking import DeskQuestion


def indicator_titles(question: DeskQuestion) -> dict[str, str]:
    """The name of each indicator by its number; empty where there are no target cards."""

    def make() -> dict[str, str]:
        workspace = question.state.workspace
        targets = current_frame(workspace, workspace.store(), "targets")
        if targets is None:
            return {}
        once = targets.dropna(subset=["indicator_no", "indicator"]).drop_duplicates("indicator_no")
        return dict(zip(once["indicator_no"], once["indicator"], strict=True))

    return question.library.keep(question.state, ("indicator-titles",), make)


def cumulative_indicators(question: DeskQuestion) -> frozenset[str]:
    """The indicators whose value of a year holds all that was reached before."""

    def make() -> frozenset[str]:
        workspace = question.state.workspace
        targets = current_frame(workspace, workspace.store(), "targets")
        return frozenset() if targets is None else frozenset(targets.loc[targets["value_kind"] == "cumulative", "indicator_no"])

    return question.library.keep(question.state, ("cumulative-indicators",), make)
