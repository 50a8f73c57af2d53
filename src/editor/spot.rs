//! Where in the YAML of a file a position is, read from the text before it.
//!
//! While somebody types, the text is hardly ever in order. So the way to the
//! position is not taken from a parsed tree: lines above tell it by their
//! indentation, the line itself by the brackets that are open.

/// One step from the top to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// An entry of a list.
    Item,
}

/// What may be written at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A key of the map, or where there is none yet, a whole value.
    Key,
    /// A value.
    Value,
    /// Nothing that anybody could foresee, such as prose.
    Prose,
}

/// A position in the YAML of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The way to it.
    pub steps: Vec<Step>,
    /// What may be written there.
    pub place: Place,
    /// The byte at which what is written there begins.
    pub start: usize,
    /// Keys that the same map has already.
    pub taken: Vec<String>,
    /// Whether it is inside brackets.
    pub is_flow: bool,
}

/// The range of the YAML in a text: all of it, or its front matter.
fn yaml(text: &str, is_markdown: bool) -> Option<(usize, usize)> {
    if !is_markdown {
        return Some((0, text.len()));
    }
    let first = text.find('\n')?;
    if text[..first].trim_start_matches('\u{feff}').trim_end() != "---" {
        return None;
    }
    let mut at = first + 1;
    let start = at;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((start, at));
        }
        at += line.len();
    }
    Some((start, text.len()))
}

/// The position `byte` of `text`; nothing outside the YAML.
pub fn find(text: &str, byte: usize, is_markdown: bool) -> Option<Spot> {
    let (start, end) = yaml(text, is_markdown)?;
    if byte < start || byte > end || !text.is_char_boundary(byte) {
        return None;
    }
    let line_start = text[..byte].rfind('\n').map_or(0, |it| it + 1).max(start);
    let mut stack: Vec<(usize, Step)> = Vec::new();
    let mut block: Option<usize> = None;
    for line in text[start..line_start].lines() {
        let column = indent(line);
        if line.trim().is_empty() || line.trim_start().starts_with('#') {
            continue;
        }
        if block.is_some_and(|it| column > it) {
            continue;
        }
        block = None;
        let (at, rest) = enter(&mut stack, line);
        if let Some((key, value)) = key_of(rest) {
            leave(&mut stack, at);
            stack.push((at, Step::Key(key.to_owned())));
            if value.trim_start().starts_with(['|', '>']) {
                block = Some(at);
            }
        }
    }
    let line = &text[line_start..byte];
    if block.is_some_and(|it| line.trim().is_empty() || indent(line) > it) {
        let steps = stack.into_iter().map(|(_, step)| step).collect();
        return Some(Spot {
            steps,
            place: Place::Prose,
            start: byte,
            taken: Vec::new(),
            is_flow: false,
        });
    }
    let (at, rest) = enter(&mut stack, line);
    let is_prose = rest.starts_with('#') || rest.contains(" #");
    let (place, value_start) = if let Some((key, value)) = key_of(rest) {
        leave(&mut stack, at);
        stack.push((at, Step::Key(key.to_owned())));
        (Place::Value, byte - value.trim_start().len())
    } else {
        if !rest.is_empty() || line.trim().is_empty() {
            leave(&mut stack, at);
        }
        (Place::Key, byte - rest.len())
    };
    let mut spot = Spot {
        steps: stack.into_iter().map(|(_, step)| step).collect(),
        place: if is_prose { Place::Prose } else { place },
        start: value_start,
        taken: siblings(text, (start, end), line_start, at),
        is_flow: false,
    };
    let written = &text[value_start..byte];
    if written.starts_with(['{', '[']) {
        flow(written, value_start, &mut spot);
    }
    Some(spot)
}

/// Goes through the dashes of a line; says in which column its content begins, and the content.
fn enter<'l>(stack: &mut Vec<(usize, Step)>, line: &'l str) -> (usize, &'l str) {
    let mut column = indent(line);
    let mut rest = &line[column..];
    while rest == "-" || rest.starts_with("- ") {
        while stack
            .last()
            .is_some_and(|(it, step)| *it > column || (*it == column && *step == Step::Item))
        {
            stack.pop();
        }
        stack.push((column, Step::Item));
        let after = rest[1..].trim_start_matches(' ');
        column += rest.len() - after.len();
        rest = after;
    }
    (column, rest)
}

fn leave(stack: &mut Vec<(usize, Step)>, column: usize) {
    while stack.last().is_some_and(|(it, _)| *it >= column) {
        stack.pop();
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The key of a line and what stands behind its colon.
fn key_of(rest: &str) -> Option<(&str, &str)> {
    if rest.starts_with(['{', '[', '#', '|', '>']) {
        return None;
    }
    let at = rest
        .find(": ")
        .or_else(|| rest.strip_suffix(':').map(str::len))?;
    let key = rest[..at].trim().trim_matches(['"', '\'']);
    Some((key, &rest[at + 1..]))
}

/// The keys in the same column as the content of the line at `line_start`, up to the ends of its map.
fn siblings(
    text: &str,
    (start, end): (usize, usize),
    line_start: usize,
    column: usize,
) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |line: &str, stop_at_dash: bool| -> bool {
        let own = indent(line);
        if line.trim().is_empty() {
            return true;
        }
        let content = line[own..].trim_start_matches("- ").trim_start();
        let at = own + (line[own..].len() - content.len());
        if at == column
            && let Some((key, _)) = key_of(content)
        {
            found.push(key.to_owned());
        }
        let has_dash = at != own;
        if at < column || (has_dash && own < column && at == column && stop_at_dash) {
            return false;
        }
        own >= column || at == column
    };
    let line = text[line_start..end].lines().next().unwrap_or_default();
    let opens = line.trim_start().starts_with("- ");
    if !opens {
        for line in text[start..line_start].lines().rev() {
            if !look(line, true) {
                break;
            }
        }
    }
    for line in text[line_start..end].lines().skip(1) {
        let is_next = line.trim_start().starts_with('-') && indent(line) < column;
        if is_next || !look(line, false) {
            break;
        }
    }
    found
}

/// Goes on into the brackets that are open at the end of `written`.
fn flow(written: &str, start: usize, spot: &mut Spot) {
    struct Level {
        is_map: bool,
        depth: usize,
        taken: Vec<String>,
    }
    let mut levels: Vec<Level> = Vec::new();
    let mut quote = None;
    let mut word = 0;
    let mut place = Place::Value;
    for (at, it) in written.char_indices() {
        if let Some(open) = quote {
            if it == open {
                quote = None;
            }
            continue;
        }
        match it {
            '"' | '\'' if written[word..at].trim().is_empty() => quote = Some(it),
            '{' | '[' => {
                let is_map = it == '{';
                levels.push(Level {
                    is_map,
                    depth: spot.steps.len(),
                    taken: Vec::new(),
                });
                if !is_map {
                    spot.steps.push(Step::Item);
                }
                place = if is_map { Place::Key } else { Place::Value };
                word = at + 1;
            }
            '}' | ']' => {
                if let Some(level) = levels.pop() {
                    spot.steps.truncate(level.depth);
                }
                place = Place::Prose;
                word = at + 1;
            }
            ',' => {
                if let Some(level) = levels.last() {
                    spot.steps.truncate(level.depth);
                    if !level.is_map {
                        spot.steps.push(Step::Item);
                    }
                    place = if level.is_map {
                        Place::Key
                    } else {
                        Place::Value
                    };
                }
                word = at + 1;
            }
            ':' if place == Place::Key && written[at + 1..].starts_with([' ', '{', '['])
                || place == Place::Key && at + 1 == written.len() && it == ':' =>
            {
                let key = written[word..at]
                    .trim()
                    .trim_matches(['"', '\''])
                    .to_owned();
                if let Some(level) = levels.last_mut() {
                    level.taken.push(key.clone());
                }
                spot.steps.push(Step::Key(key));
                place = Place::Value;
                word = at + 1;
            }
            _ => {}
        }
    }
    let rest = &written[word..];
    spot.is_flow = !levels.is_empty();
    spot.place = if levels.is_empty() {
        Place::Prose
    } else {
        place
    };
    spot.start = start + word + (rest.len() - rest.trim_start().len());
    spot.taken = levels.pop().map(|it| it.taken).unwrap_or_default();
}
