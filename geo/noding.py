"""Lines cut where they meet: from drawn roads to nodes and the edges between them.

Two segments meet where both parameters of their crossing lie in [0, 1]; an end within the tolerance of a segment meets it at the
end's foot. All pairs are worked out at once, from a tree of their boxes.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Geometries = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, eq=False)
class Edges:
    """Pieces of lines from node to node, and the straight segments that they consist of.

    `node_xy` (nodes, 2); `first`, `second` (edges): nodes at the ends; `line`: which line an edge is a piece of;
    `length_m`: along the piece. `segment_xy` (segments, 2 ends, 2); `segment_edge`; `segment_offset_m`: metres along the edge
    from its first node to where the segment begins.
    """

    node_xy: Floats
    first: Integers
    second: Integers
    line: Integers
    length_m: Floats
    segment_xy: Floats
    segment_edge: Integers
    segment_offset_m: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Vertices:
    """The vertices of all lines, one line after the other: coordinates, line, whether a line begins or ends there."""

    xy: Floats
    line: Integers
    is_end: Bools


@dataclass(frozen=True, slots=True, eq=False)
class _Meetings:
    """Whether each vertex is a node, and where segments (`start`: first vertex) must be cut: at a share `at` of their length."""

    is_node: Bools
    start: Integers
    at: Floats


def node_lines(lines: Geometries, is_bridge: Bools, *, join_m: float) -> Edges:
    """Cut lines at their ends, crossings and touchings; what lies within `join_m` of each other becomes one node.

    A bridge (or tunnel) meets other lines at its own two ends only. The ends of pieces are moved into their node, so that no way
    along edges is shorter than the straight line. Pieces without length are left out. No lines give no edges.

    Parameters
        lines: LineStrings with finite coordinates, in metres, without repeated points only.
        is_bridge: one a line.
        join_m: at most this far apart counts as touching (m).
    >>> cross = shapely.from_wkt(["LINESTRING (0 5, 10 5)", "LINESTRING (5 0, 5 10)"])
    >>> edges = node_lines(cross, np.array([False, False]), join_m=0.1)
    >>> len(edges.node_xy), edges.length_m.tolist()
    (5, [5.0, 5.0, 5.0, 5.0])
    >>> len(node_lines(cross, np.array([False, True]), join_m=0.1).node_xy)
    4
    """
    vertices = _vertices(lines)
    meetings = _meetings(vertices, is_bridge, join_m)
    chain = _with_cuts(vertices, meetings)
    node, node_xy = _merge(chain.xy[chain.is_end], join_m)
    return _edges(chain, node, node_xy)


def _vertices(lines: Geometries) -> _Vertices:
    xy, line = shapely.get_coordinates(lines, return_index=True)
    repeats = np.zeros(len(xy), dtype=bool)
    repeats[1:] = (line[1:] == line[:-1]) & (xy[1:] == xy[:-1]).all(axis=1)
    xy, line = xy[~repeats], line[~repeats]
    return _Vertices(xy, line, _ends(line))


def _ends(line: Integers) -> Bools:
    change = np.flatnonzero(line[1:] != line[:-1])
    ends = np.zeros(len(line), dtype=bool)
    ends[[0, -1] if len(line) else []] = True
    ends[change] = True
    ends[change + 1] = True
    return ends


def _meetings(vertices: _Vertices, is_bridge: Bools, join_m: float) -> _Meetings:
    xy, line = vertices.xy, vertices.line
    start = np.flatnonzero(line[1:] == line[:-1])
    low = np.minimum(xy[start], xy[start + 1]) - join_m
    high = np.maximum(xy[start], xy[start + 1]) + join_m
    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    one, other = shapely.STRtree(boxes).query(boxes)
    one, other = start[one[one < other]], start[other[one < other]]
    # Segments that follow each other share a vertex by nature.
    follow = (line[one] == line[other]) & (np.abs(one - other) == 1)
    one, other = one[~follow], other[~follow]
    bridge = is_bridge[line]
    level = ~bridge[one] & ~bridge[other]
    crossed = _crossings(xy, one[level], other[level])
    touched = [
        _touchings(vertices, bridge, (vertex, on), join_m)
        for vertex, on in ((one, other), (one + 1, other), (other, one), (other + 1, one))
    ]
    cut = np.concatenate([crossed[0], *(found[1] for found in touched)])
    at = np.concatenate([crossed[1], *(found[2] for found in touched)])
    whole = (at <= 0) | (at >= 1)
    is_node = vertices.is_end.copy()
    is_node[np.concatenate([cut[whole] + (at[whole] >= 1), *(found[0] for found in touched)])] = True
    return _Meetings(is_node, cut[~whole], at[~whole])


def _crossings(xy: Floats, one: Integers, other: Integers) -> tuple[Integers, Floats]:
    """Segments (by first vertex) that cross, each with the share of its length at which it does; parallel ones never do."""
    along, across, gap = xy[one + 1] - xy[one], xy[other + 1] - xy[other], xy[other] - xy[one]
    turn = _cross(along, across)
    with np.errstate(divide="ignore", invalid="ignore"):
        at_one, at_other = _cross(gap, across) / turn, _cross(gap, along) / turn
    met = (at_one >= 0) & (at_one <= 1) & (at_other >= 0) & (at_other <= 1)
    return np.concatenate([one[met], other[met]]), np.concatenate([at_one[met], at_other[met]])


def _touchings(
    vertices: _Vertices, bridge: Bools, pair: tuple[Integers, Integers], join_m: float
) -> tuple[Integers, Integers, Floats]:
    """Vertices within `join_m` of a segment, the segments, and the share of their length at the vertex's foot."""
    vertex, on = pair
    xy = vertices.xy
    along = xy[on + 1] - xy[on]
    at = np.clip(((xy[vertex] - xy[on]) * along).sum(axis=1) / (along**2).sum(axis=1), 0.0, 1.0)
    foot = xy[on] + at[:, None] * along
    near = np.hypot(*(xy[vertex] - foot).T) <= join_m
    length = np.hypot(*along.T)
    at_start, at_end = (at * length <= join_m) & vertices.is_end[on], ((1 - at) * length <= join_m) & vertices.is_end[on + 1]
    # Over or under a bridge nothing meets; its two ends lie on the ground.
    near &= (~bridge[vertex] | vertices.is_end[vertex]) & (~bridge[on] | at_start | at_end)
    return vertex[near], on[near], at[near]


def _cross(one: Floats, other: Floats) -> Floats:
    product: Floats = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    return product


def _with_cuts(vertices: _Vertices, meetings: _Meetings) -> _Vertices:
    """All vertices and cuts in the order of their lines; `is_end` now says where edges end."""
    xy = vertices.xy
    cut_xy = xy[meetings.start] + meetings.at[:, None] * (xy[meetings.start + 1] - xy[meetings.start])
    place = np.concatenate([np.arange(len(xy)), meetings.start])
    order = np.lexsort([np.concatenate([np.zeros(len(xy)), meetings.at]), place])
    return _Vertices(
        np.concatenate([xy, cut_xy])[order],
        np.concatenate([vertices.line, vertices.line[meetings.start]])[order],
        np.concatenate([meetings.is_node, np.ones(len(cut_xy), dtype=bool)])[order],
    )


def _merge(xy: Floats, join_m: float) -> tuple[Integers, Floats]:
    """For each point the node that it falls into, and the nodes' places: the middle of what was merged."""
    _, kept, same = np.unique(xy[:, 0] + 1j * xy[:, 1], return_index=True, return_inverse=True)
    apart = xy[kept]
    close = cKDTree(apart).query_pairs(join_m, output_type="ndarray") if len(apart) else np.empty((0, 2), dtype=np.intp)
    joined = coo_array((np.ones(len(close)), (close[:, 0], close[:, 1])), shape=(len(apart), len(apart)))
    count, label = connected_components(joined, directed=False) if len(apart) else (0, np.empty(0, dtype=np.intp))
    members = np.bincount(label, minlength=count)
    # From the first of its members on, so that a node of one point keeps its very coordinates.
    first = np.empty(count, dtype=np.intp)
    first[label[::-1]] = np.arange(len(apart))[::-1]
    shift = apart - apart[first[label]]
    moved = np.column_stack([np.bincount(label, shift[:, axis], count) / members for axis in (0, 1)])
    return label[same].astype(np.intp), apart[first] + moved


def _edges(chain: _Vertices, node: Integers, node_xy: Floats) -> Edges:
    xy, ends = chain.xy.copy(), np.flatnonzero(chain.is_end)
    xy[ends] = node_xy[node]
    start = np.flatnonzero(chain.line[1:] == chain.line[:-1])
    length = np.hypot(*(xy[start + 1] - xy[start]).T)
    # The edge of a segment is named by the last node vertex at or before its beginning.
    opening = (np.cumsum(chain.is_end) - 1)[start]
    first, second = node[opening], node[np.minimum(opening + 1, len(node) - 1)]
    edge_length = np.bincount(opening, length, len(ends))
    real = (length > 0) & (edge_length[opening] > 0)
    start, length, opening, first, second = start[real], length[real], opening[real], first[real], second[real]
    named, at, edge = np.unique(opening, return_index=True, return_inverse=True)
    run = np.cumsum(length) - length
    return Edges(
        node_xy=node_xy,
        first=first[at],
        second=second[at],
        line=chain.line[start[at]],
        length_m=edge_length[named],
        segment_xy=np.stack([xy[start], xy[start + 1]], axis=1),
        segment_edge=edge.astype(np.intp),
        segment_offset_m=run - run[at][edge],
    )
