//! A line on the terminal that tells how far long work has come: the phase, the count, the time left.
#![expect(
    clippy::disallowed_methods,
    reason = "the clock tells whether the work is long enough to talk about"
)]

use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use crate::lang::Lang;
use crate::progress::Phase;
use crate::words;

/// Work that is done sooner needs no line.
const SHORT: Duration = Duration::from_millis(700);

/// The line, while there is one.
#[derive(Debug, Default)]
pub(super) struct Line {
    shown: Mutex<Shown>,
}

#[derive(Debug, Default)]
struct Shown {
    /// The language, once it is known: until then figures must do.
    lang: Option<Lang>,
    /// When the work began, if it has.
    begun: Option<Instant>,
    phase: Option<Phase>,
    bar: Option<ProgressBar>,
}

impl Line {
    /// Tells how far the work is, once it has taken long enough.
    pub(super) fn tell(&self, phase: Phase, done: usize, all: usize) {
        let Ok(mut shown) = self.shown.lock() else {
            return;
        };
        let begun = *shown.begun.get_or_insert_with(Instant::now);
        if begun.elapsed() < SHORT {
            return;
        }
        if shown.phase != Some(phase) {
            if let Some(bar) = shown.bar.take() {
                bar.finish_and_clear();
            }
            let bar = ProgressBar::new(all as u64).with_style(style());
            if let Some(lang) = shown.lang {
                let words = words::text(&format!("progress.{}", phase.id()));
                bar.set_message(format!("{}  ", words.get(lang)));
            }
            shown.bar = Some(bar);
            shown.phase = Some(phase);
        }
        if let Some(bar) = &shown.bar {
            bar.set_position(done as u64);
        }
    }

    /// Speaks a language from now on.
    pub(super) fn speak(&self, lang: Lang) {
        if let Ok(mut shown) = self.shown.lock() {
            shown.lang = Some(lang);
        }
    }

    /// Takes the line away, so that something else can be printed.
    pub(super) fn clear(&self) {
        if let Ok(mut shown) = self.shown.lock() {
            if let Some(bar) = shown.bar.take() {
                bar.finish_and_clear();
            }
            shown.begun = None;
            shown.phase = None;
        }
    }
}

/// What is done, how much of it, and how long the rest will take.
fn style() -> ProgressStyle {
    let style = ProgressStyle::with_template("{msg}{wide_bar} {pos}/{len}  {eta}");
    style.unwrap_or_else(|_| ProgressStyle::default_bar())
}
