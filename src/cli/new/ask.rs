//! What only a person can say: asked in a terminal, else it must have been said with options.
#![expect(
    clippy::disallowed_methods,
    reason = "questions are asked on the terminal"
)]

use std::io::{self, BufRead as _, IsTerminal as _};

use crate::error::Error;
use crate::lang::Text;
use crate::scaffold::question::{Choice, Question};
use crate::words;

use super::Session;

/// Something to be known.
pub(super) struct Open<'a> {
    pub(super) question: Question<'a>,
    /// What it is called.
    pub(super) label: String,
    /// The option that says it.
    pub(super) option: String,
}

/// Whether somebody is there who can answer.
pub(super) fn is_possible() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// The keys of an answer, asked again until it is one.
pub(super) fn ask(open: &Open<'_>, session: &Session) -> Result<Vec<String>, Error> {
    session.say(&open.label);
    for (number, it) in open.question.choices.iter().enumerate() {
        session.say(&format!("  {:>2}  {}", number + 1, shown(it)));
    }
    if open.question.many {
        session.say(words::text("cli.new.several").get(session.lang()));
    }
    loop {
        session.prompt("> ");
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        let read = read.map_err(|source| Error::Read {
            path: "<stdin>".into(),
            source,
        })?;
        // Whoever ends the input does not want to be asked.
        if read == 0 {
            return Err(missing(std::slice::from_ref(open)));
        }
        match open.question.read(&[numbers(&open.question, &line)]) {
            Ok(keys) if !keys.is_empty() => return Ok(keys),
            Ok(_) => {}
            Err(word) => {
                let args = [("word", Text::plain(word))];
                session.say(words::fill("cli.new.again", &args).get(session.lang()));
            }
        }
    }
}

/// The answer with the numbers of choices as what they stand for.
fn numbers(question: &Question<'_>, line: &str) -> String {
    let word = |it: &str| {
        let number = it.trim().parse::<usize>().ok();
        let choice = number.and_then(|it| question.choices.get(it.checked_sub(1)?));
        choice.map_or_else(|| it.trim().to_owned(), |it| it.key.clone())
    };
    if question.many {
        let words: Vec<_> = line.split([',', '，', '、']).map(word).collect();
        words.join(",")
    } else {
        word(line)
    }
}

fn shown(choice: &Choice) -> String {
    match choice.label.as_str() {
        "" => choice.key.clone(),
        label if label == choice.key => choice.key.clone(),
        label => format!("{} ({label})", choice.key),
    }
}

/// What must be said, each with its option and what may stand there.
pub(super) fn missing(open: &[Open<'_>]) -> Error {
    let one = |it: &Open<'_>| {
        let choices: Vec<_> = it.question.choices.iter().map(shown).collect();
        let line = if choices.is_empty() {
            format!("{}: {}", it.option, it.label)
        } else {
            format!("{}: {}", it.option, choices.join(", "))
        };
        Text::plain(line)
    };
    Error::Unanswered {
        asked: open.iter().map(one).collect(),
    }
}

/// An answer that is none, with those that are.
pub(super) fn unknown(option: &str, given: String, question: &Question<'_>) -> Error {
    let known = question.choices.iter().map(|it| Text::plain(shown(it)));
    Error::UnknownAnswer {
        option: option.to_owned(),
        given,
        known: known.collect(),
    }
}
