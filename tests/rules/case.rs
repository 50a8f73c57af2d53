//! Cases and bases as files, and the records that come of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use changebook::check::Outcome;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::harness::files;

use super::samples;

/// How a case is called, and what that says of it; `_` and more may follow.
const NAMES: &[(&str, Outcome)] = &[
    ("violated", Outcome::Violated),
    ("clean", Outcome::Pass),
    ("threshold", Outcome::Pass),
    ("not_applicable", Outcome::NotApplicable),
    ("not_due", Outcome::NotDue),
    ("indeterminate", Outcome::Indeterminate),
];

/// Texts by their path below the portal or the dossier.
pub(super) type Texts = BTreeMap<String, String>;

/// A base and the edits that make something of it.
///
/// The same keys serve a case, a record beside it, what a base adds to its files (`base.yaml`), and
/// what a rule asks of the portal (`portal.yaml`).
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Case {
    /// The name of its file.
    #[serde(skip)]
    pub(super) name: String,
    base: String,
    /// The exact text that the finding marks.
    pub(super) points_at: Option<String>,
    /// Rules of further findings that cannot be avoided…
    pub(super) also: Vec<String>,
    /// …and why not.
    pub(super) because: Option<String>,
    /// The day for which the portal is judged.
    pub(super) as_of: Option<String>,
    edits: Vec<Edit>,
    /// Further files.
    files: Texts,
    /// Files, or folders with their `/`.
    remove: Vec<String>,
    /// Further records; their files are edited below the name, as in `NAME/change.md`.
    beside: BTreeMap<String, Self>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edit {
    file: String,
    find: String,
    replace: String,
}

impl Case {
    /// A base as it is.
    pub(super) fn plain(base: &str) -> Self {
        Self {
            name: base.to_owned(),
            base: base.to_owned(),
            ..Self::default()
        }
    }

    /// A base with files of its own, and without some.
    pub(super) fn made(name: &str, base: &str, files: Texts, remove: Vec<String>) -> Self {
        Self {
            name: name.to_owned(),
            files,
            remove,
            ..Self::plain(base)
        }
    }

    /// What its name says.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        let of = |name: &str| {
            let rest = self.name.strip_prefix(name);
            rest.is_some_and(|it| it.is_empty() || it.starts_with('_'))
        };
        NAMES.iter().find(|(name, _)| of(name)).map(|(_, it)| *it)
    }

    /// The texts of its records, those beside it below their names.
    pub(super) fn texts(&self) -> Texts {
        let mut texts = base(&self.base);
        self.apply(&mut texts);
        texts
    }

    /// Makes the edits.
    pub(super) fn apply(&self, texts: &mut Texts) {
        for (name, beside) in &self.beside {
            texts.extend(
                beside
                    .texts()
                    .into_iter()
                    .map(|(path, text)| (format!("{name}/{path}"), text)),
            );
        }
        for path in &self.remove {
            let before = texts.len();
            texts.retain(|it, _| {
                it != path && !(path.ends_with('/') && it.starts_with(path.as_str()))
            });
            assert!(
                texts.len() < before,
                "`remove` names {path}, and there is none"
            );
        }
        for edit in &self.edits {
            let text = texts.get_mut(&edit.file);
            let text =
                text.unwrap_or_else(|| panic!("an edit names {}, and there is none", edit.file));
            let times = text.matches(&edit.find).count();
            assert_eq!(
                times, 1,
                "`{}` stands {times} times in {}",
                edit.find, edit.file
            );
            *text = text.replace(&edit.find, &edit.replace);
        }
        texts.extend(self.files.clone());
    }
}

/// The texts of a base, with those of the records beside it.
fn base(name: &str) -> Texts {
    let folder = samples().join("base").join(name);
    assert!(folder.is_dir(), "there is no base `{name}`");
    let mut texts = Texts::new();
    for path in files(&folder) {
        let text = fs::read_to_string(folder.join(&path)).unwrap();
        texts.insert(path, text);
    }
    if texts.remove("base.yaml").is_some() {
        let more: Case = load(&folder.join("base.yaml"));
        more.apply(&mut texts);
    }
    texts
}

/// The names of the bases.
pub(super) fn bases() -> Vec<String> {
    folders(&samples().join("base"))
}

/// The rules that have a folder.
pub(super) fn rules() -> Vec<String> {
    let mut found = folders(&samples());
    found.retain(|it| it != "base" && it != "portal");
    found
}

/// The cases of a rule by name.
pub(super) fn cases(rule: &str) -> Vec<Case> {
    let folder = samples().join(rule);
    let names = files(&folder).into_iter();
    let names = names.filter_map(|it| it.strip_suffix(".yaml").map(str::to_owned));
    let read = |name: String| {
        let mut case: Case = load(&folder.join(format!("{name}.yaml")));
        case.name = name;
        case
    };
    names.filter(|it| it != "portal").map(read).collect()
}

/// What a rule asks of the portal; nothing, if it says nothing.
pub(super) fn setting(rule: &str) -> Case {
    let path = samples().join(rule).join("portal.yaml");
    if path.is_file() {
        load(&path)
    } else {
        Case::default()
    }
}

fn load<T: DeserializeOwned>(path: &Path) -> T {
    let text = fs::read_to_string(path).unwrap();
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folders(folder: &Path) -> Vec<String> {
    let all = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let all = all.filter(|it| it.path().is_dir());
    let mut names: Vec<_> = all
        .map(|it| it.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}
