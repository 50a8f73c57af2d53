//! A portal after all fixes that its findings offer, worked out in memory.

use crate::error::Error;
use crate::fix;
use crate::judging::{Checked, judge};
use crate::project::Project;
use crate::reading::take;

/// A portal before and after the fixes that its findings offer; nothing is written.
#[derive(Debug)]
pub struct Mending {
    /// The portal as it was read.
    pub found: Checked,
    /// The portal as it would be; nothing if there was nothing to fix.
    pub mended: Option<Checked>,
    /// The texts that would change, by path.
    pub files: Vec<fix::Mended>,
}

impl Mending {
    /// What is left when all of it is done.
    pub fn left(&self) -> &Checked {
        self.mended.as_ref().unwrap_or(&self.found)
    }
}

/// How often a portal is judged and fixed at most. A fix may make room for the next one at its place.
const ROUNDS: usize = 64;

/// Applies the fixes that findings offer until none is left, in memory.
///
/// Every edit is made to exactly the text that was judged. Where fixes overlap the first one wins,
/// and the others are looked at anew in the next round.
pub fn mend(project: &Project) -> Result<Mending, Error> {
    let mut files = project.files()?;
    let found = judge(project, take(files.clone())?)?;
    let mut mended: Option<Checked> = None;
    let mut changed = Vec::new();
    for _ in 0..ROUNDS {
        let seen = mended.as_ref().unwrap_or(&found);
        let round = fix::apply(&seen.reading.sources, &seen.findings.all);
        if round.is_empty() {
            break;
        }
        for it in round {
            let file = files.texts.iter_mut().find(|file| file.path == it.path);
            if let Some(file) = file {
                file.bytes = it.after.clone().into_bytes();
            }
            fix::merge(&mut changed, it);
        }
        mended = Some(judge(project, take(files.clone())?)?);
    }
    changed.retain(|it| it.before != it.after);
    Ok(Mending {
        found,
        mended,
        files: changed,
    })
}
