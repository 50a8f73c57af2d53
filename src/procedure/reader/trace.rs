//! Which keys the loaders ask for, so that tests can hold other descriptions of the files against them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::source::SourceId;

use super::Map;

/// The keys asked of each map, by its file and the byte at which it begins and ends.
pub(crate) type Asked = BTreeMap<(SourceId, usize, usize), BTreeSet<&'static str>>;

thread_local! {
    static ASKED: RefCell<Option<Asked>> = const { RefCell::new(None) };
}

/// Everything that is asked for while `work` runs.
pub(crate) fn during(work: impl FnOnce()) -> Asked {
    ASKED.with(|it| it.replace(Some(Asked::new())));
    work();
    ASKED.with(RefCell::take).unwrap_or_default()
}

/// Takes note of a key.
pub(super) fn asked(map: &Map<'_>, key: &'static str) {
    ASKED.with(|it| {
        if let Some(all) = it.borrow_mut().as_mut() {
            let span = map.spot.node.span;
            let at = (map.desk().source, span.start, span.end);
            all.entry(at).or_default().insert(key);
        }
    });
}
