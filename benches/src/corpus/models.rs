//! The demonstration portal as models: what is copied, and what a copy may change of it.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use changebook::book::Record;
use changebook::project::Project;
use changebook::seal::Sealer;
use changebook::{Checked, check};
use jiff::civil::Date;

/// A seal of the procedure, and its hash.
pub(super) type Seals = BTreeMap<String, String>;

/// The demonstration portal.
pub(super) struct Portal {
    root: PathBuf,
    pub(super) models: Vec<Model>,
}

/// A change to be copied.
pub(super) struct Model {
    pub(super) id: String,
    pub(super) opened: Date,
    pub(super) is_closed: bool,
    /// Paths below its folder.
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) seals: Seals,
}

impl Model {
    pub(super) fn documents(&self) -> usize {
        let names = self.files.iter().map(|it| Path::new(&it.0));
        names
            .filter(|it| it.extension().is_some_and(|it| it == "md"))
            .count()
    }
}

impl Portal {
    pub(super) fn read() -> Result<Self, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
        let checked = check(&Project::find(Some(&root), &root)?)?;
        let model = |record: &Record| -> Result<Model, Box<dyn Error>> {
            let folder = root.join("changes").join(&record.id);
            let mut files = Vec::new();
            collect(&folder, "", &mut files)?;
            let opened = record.opened.as_ref().ok_or("a model was never opened")?;
            Ok(Model {
                id: record.id.clone(),
                opened: opened.day(&checked.reading.config.zone),
                is_closed: record.life.effective == "closed",
                files,
                seals: seals(&checked, record),
            })
        };
        let models = checked.book.records.iter().map(|it| model(it));
        let models = models.collect::<Result<_, _>>()?;
        Ok(Self { root, models })
    }

    /// Writes everything but the changes: the procedure is in force and roles are held since long before any copy, and
    /// there are as many times the systems.
    pub(super) fn write_procedure(&self, folder: &Path, systems: usize) -> std::io::Result<()> {
        for part in ["procedure", "templates", "pages", "registers"] {
            let mut files = Vec::new();
            collect(&self.root.join(part), "", &mut files)?;
            for (path, bytes) in files {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                let text = match path.as_str() {
                    "procedure.yaml" => text.replace("    date: 202", "    date: 200"),
                    "people.yaml" => text.replace("from: 202", "from: 200"),
                    "systems.yaml" => (0..systems).map(|at| register(&text, at)).collect(),
                    "waivers.yaml" => "[]\n".to_owned(),
                    _ => text,
                };
                let path = folder.join(part).join(path);
                fs::create_dir_all(path.parent().unwrap_or(folder))?;
                fs::write(path, text)?;
            }
        }
        fs::copy(
            self.root.join("changebook.yaml"),
            folder.join("changebook.yaml"),
        )?;
        Ok(())
    }
}

/// What the seals of a record come to as it is now.
pub(super) fn seals(checked: &Checked, record: &Record) -> Seals {
    let procedure = &checked.reading.procedure;
    let sealer = Sealer {
        sources: &checked.reading.sources,
        procedure,
    };
    let due = sealer.due(record, &procedure.seals);
    let hashes = due.into_iter().filter_map(|it| {
        let content = sealer.seal(record, it).ok()?;
        Some((it.id.clone(), content.hash().to_owned()))
    });
    hashes.collect()
}

/// A line that names a system, or the register's entry of one, for one of several sets of systems.
pub(super) fn system(id: &str, set: usize) -> String {
    match set {
        0 => id.to_owned(),
        set => format!("{id}-{set}"),
    }
}

/// The register of systems once more, for another set.
fn register(text: &str, set: usize) -> String {
    let mut out = String::new();
    for line in text.lines().filter(|it| !it.starts_with('#')) {
        let line = match line.split_once(": ") {
            Some(("- id", id)) => format!("- id: {}", system(id, set)),
            Some(("  depends_on", ids)) => {
                let ids = ids.trim_matches(['[', ']']).split(", ");
                let ids = ids.filter(|it| !it.is_empty()).map(|it| system(it, set));
                format!("  depends_on: [{}]", ids.collect::<Vec<_>>().join(", "))
            }
            Some(("  name", _)) if set > 0 => line.replace('}', &format!(" {set}}}")),
            _ => line.to_owned(),
        };
        let _ = writeln!(out, "{line}");
    }
    out
}

/// Every file below a folder, by its path from there, sorted.
pub(super) fn collect(
    folder: &Path,
    below: &str,
    files: &mut Vec<(String, Vec<u8>)>,
) -> std::io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, fs::read(entry.path())?));
        }
    }
    Ok(())
}
