//! Regions of blocks that become one.

use inkstone_plugin::Region;

/// The smallest rectangle around regions; None of none.
///
/// One region stays as it is. Of several the label is the first one's, and the confidence the lowest that is known: the whole is no surer than
/// its weakest part.
pub fn unite<'a>(regions: impl IntoIterator<Item = &'a Region>) -> Option<Region> {
    let mut regions = regions.into_iter();
    let first = regions.next()?.clone();
    Some(regions.fold(first, |whole, region| {
        let (x, y) = (whole.x.min(region.x), whole.y.min(region.y));
        let right = (whole.x + whole.width).max(region.x + region.width);
        let bottom = (whole.y + whole.height).max(region.y + region.height);
        Region {
            x,
            y,
            width: right - x,
            height: bottom - y,
            outline: Vec::new(),
            confidence: match (whole.confidence, region.confidence) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
            parent: None,
            label: whole.label,
        }
    }))
}
