use super::*;

mod history;

use std::fs;
use std::process::Command;

use tempfile::TempDir;

/// A repository in a temporary folder; its portal is the whole or a folder of it.
struct Sample {
    folder: TempDir,
}

impl Sample {
    fn new() -> Self {
        let it = Self {
            folder: TempDir::with_prefix("changebook-git-").unwrap(),
        };
        it.git("init --quiet --initial-branch=main");
        it
    }

    /// Runs git as somebody, at a fixed time, without the settings of this machine.
    fn git(&self, line: &str) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=n", "-c", "user.email=e@example.org"])
            .args(line.split(' '))
            .current_dir(self.folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_AUTHOR_DATE", "2026-01-05T10:00:00+08:00")
            .env("GIT_COMMITTER_DATE", "2026-01-05T10:00:00+08:00")
            .output()
            .unwrap();
        assert!(output.status.success(), "git {line}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn write(&self, path: &str, text: &str) -> &Self {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    fn commit(&self, path: &str, text: &str) -> String {
        self.write(path, text);
        self.git("add --all");
        self.git("commit --quiet --message x");
        self.git("rev-parse HEAD")
    }

    fn portal(&self, folder: &str) -> Repository {
        Repository::find(&self.folder.path().join(folder)).unwrap()
    }
}

fn is_markdown(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|it| it == "md")
}

fn texts(files: &[RawFile]) -> Vec<(&str, &str)> {
    let text = |it| std::str::from_utf8(it).unwrap();
    let files = files.iter();
    files
        .map(|it| (it.path.as_str(), text(&it.bytes)))
        .collect()
}

#[test]
fn folder_outside_of_a_repository_has_none() {
    let folder = TempDir::new().unwrap();
    assert!(Repository::around(folder.path()).is_none());
    let error = Repository::find(folder.path()).unwrap_err();
    assert!(matches!(error, Error::NoRepository { .. }), "{error:?}");
}

#[test]
fn repository_is_found_from_a_folder_below_and_knows_the_way() {
    let sample = Sample::new();
    sample.commit("content/changebook.yaml", "x");
    let repository = sample.portal("content");
    let root = sample.folder.path().canonicalize().unwrap();
    assert_eq!(repository.root(), root);
    assert_eq!(repository.from_root("a/b.md"), "content/a/b.md");
    assert_eq!(sample.portal("").from_root("b.md"), "b.md");
    assert!(!repository.is_shallow());
}

#[test]
fn variables_of_a_hook_are_taken_away() {
    let sample = Sample::new();
    let run = sample.portal("").git.command(&["status"]);
    let gone = |name: &str| {
        let mut all = run.get_envs();
        all.any(|(key, value)| key == name && value.is_none())
    };
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        assert!(gone(name), "{name}");
    }
}

#[test]
fn revision_is_a_branch_a_tag_or_a_commit_and_never_an_option() {
    let sample = Sample::new();
    let first = sample.commit("a.md", "x");
    sample.git("tag v1");
    sample.commit("a.md", "y");
    let repository = sample.portal("");
    for text in ["v1", "main~1", "HEAD^", &first, &first[..10]] {
        assert_eq!(repository.commit(text).unwrap().id(), first, "{text}");
    }
    for text in ["v2", "--all", "-h", "", "HEAD:a.md", "v1 main"] {
        let error = repository.commit(text).unwrap_err();
        assert!(
            matches!(error, Error::UnknownRevision { shallow: false, .. }),
            "{text}: {error:?}"
        );
    }
}

#[test]
fn commits_the_working_tree_and_new_files_are_changes() {
    let sample = Sample::new();
    for path in ["p/same.md", "p/gone.md", "p/edited.md", "outside.md"] {
        sample.commit(path, "x");
    }
    sample.git("tag base");
    sample.commit("p/变更 \"1\".md", "committed");
    sample.write("p/staged.md", "x");
    sample.git("add p/staged.md");
    sample.write("p/edited.md", "y").write("p/new/*.md", "x");
    sample.write("outside.md", "y").write("p/ignored.md", "x");
    sample.write("p/.gitignore", "ignored.md\n.gitignore\n");
    fs::remove_file(sample.folder.path().join("p/gone.md")).unwrap();

    let repository = sample.portal("p");
    let base = repository.commit("base").unwrap();
    let changed = repository.changed_since(&base).unwrap();
    let changed: Vec<_> = changed.iter().map(String::as_str).collect();
    assert_eq!(
        changed,
        [
            "edited.md",
            "gone.md",
            "new/*.md",
            "staged.md",
            "变更 \"1\".md"
        ]
    );
}

#[test]
fn what_was_undone_is_no_change() {
    let sample = Sample::new();
    let base = sample.commit("a.md", "x");
    sample.commit("a.md", "y");
    sample.commit("a.md", "x");
    let repository = sample.portal("");
    let base = repository.commit(&base).unwrap();
    assert!(repository.changed_since(&base).unwrap().is_empty());
}

#[test]
fn work_forks_where_it_left_the_other_branch() {
    let sample = Sample::new();
    let fork = sample.commit("a.md", "x");
    sample.git("checkout --quiet -b work");
    sample.commit("mine.md", "x");
    sample.git("checkout --quiet main");
    let theirs = sample.commit("theirs.md", "x");
    sample.git("checkout --quiet work");
    let repository = sample.portal("");
    let main = repository.commit("main").unwrap();
    assert_eq!(main.id(), theirs);
    let base = repository.fork(&main).unwrap();
    assert_eq!(base.id(), fork);
    let changed = repository.changed_since(&base).unwrap();
    assert_eq!(changed.into_iter().collect::<Vec<_>>(), ["mine.md"]);

    sample.git("checkout --quiet --orphan other");
    sample.commit("other.md", "x");
    assert_eq!(repository.fork(&main).unwrap(), main);
}

#[test]
fn files_of_a_commit_are_those_of_the_portal_as_they_were() {
    let sample = Sample::new();
    sample.write("p/b/变更.md", "é\n").write("p/empty.md", "");
    sample.write("p/z.bin", "\0").write("q/other.md", "x");
    let commit = sample.commit("p/a.md", "old");
    sample.commit("p/a.md", "new");
    let repository = sample.portal("p");
    let commit = repository.commit(&commit).unwrap();
    let files = repository.files_at(&commit, is_markdown).unwrap();
    let expected = [("a.md", "old"), ("b/变更.md", "é\n"), ("empty.md", "")];
    assert_eq!(texts(&files), expected);
    let below = repository.tree(&commit, "b").unwrap();
    assert_eq!(below.len(), 1);
    assert_eq!(below[0].path, "b/变更.md");
    assert!(repository.tree(&commit, "none").unwrap().is_empty());
}

#[test]
fn portal_that_did_not_exist_had_no_files() {
    let sample = Sample::new();
    let before = sample.commit("a.md", "x");
    sample.commit("p/a.md", "x");
    let repository = sample.portal("p");
    let before = repository.commit(&before).unwrap();
    assert!(
        repository
            .files_at(&before, is_markdown)
            .unwrap()
            .is_empty()
    );
}

#[cfg(unix)]
#[test]
fn links_of_a_commit_are_no_files() {
    let sample = Sample::new();
    let link = sample.folder.path().join("link.md");
    std::os::unix::fs::symlink("/etc/hosts", link).unwrap();
    sample.commit("a.md", "x");
    let repository = sample.portal("");
    let head = repository.commit("HEAD").unwrap();
    let files = repository.files_at(&head, is_markdown).unwrap();
    assert_eq!(texts(&files), [("a.md", "x")]);
}

#[test]
fn large_and_many_files_are_read_whole() {
    let sample = Sample::new();
    let large = "一二三\n".repeat(200_000);
    for n in 0..300 {
        sample.write(&format!("{n:03}.md"), &n.to_string());
    }
    sample.commit("large.md", &large);
    let repository = sample.portal("");
    let head = repository.commit("HEAD").unwrap();
    let files = repository.files_at(&head, is_markdown).unwrap();
    assert_eq!(files.len(), 301);
    assert_eq!(files[7].bytes, b"7");
    assert_eq!(files[300].bytes, large.as_bytes());
}

#[test]
fn versions_of_a_folder_come_newest_first_and_only_its_own() {
    let sample = Sample::new();
    sample.write("p/changes/A/mail.eml", "x");
    sample.commit("p/changes/A/change.md", "1");
    sample.commit("p/changes/AB/change.md", "not of A");
    sample.commit("p/changes/A/03.md", "2");
    sample.commit("p/changes/A/mail.eml", "y");
    sample.commit("p/changes/A/change.md", "3");
    let repository = sample.portal("p");
    let versions = repository.versions("changes/A", is_markdown).unwrap();
    let versions: Vec<_> = versions.map(Result::unwrap).collect();
    let shown: Vec<_> = versions.iter().map(|it| texts(&it.files)).collect();
    assert_eq!(
        shown,
        [
            vec![("changes/A/03.md", "2"), ("changes/A/change.md", "3")],
            vec![("changes/A/03.md", "2"), ("changes/A/change.md", "1")],
            vec![("changes/A/change.md", "1")],
        ]
    );
    assert_eq!(versions[0].commit, repository.commit("HEAD").unwrap());
}

#[test]
fn version_of_a_merged_branch_is_found_though_the_merge_did_not_keep_it() {
    let sample = Sample::new();
    sample.commit("A/change.md", "base");
    sample.git("checkout --quiet -b side");
    sample.commit("A/change.md", "sealed");
    sample.commit("A/change.md", "base");
    sample.git("checkout --quiet main");
    sample.commit("b.md", "x");
    sample.git("merge --quiet --no-edit side");
    let repository = sample.portal("");
    let versions = repository.versions("A", is_markdown).unwrap();
    let found = versions.map(Result::unwrap);
    let found: Vec<_> = found.map(|it| texts(&it.files)[0].1.to_owned()).collect();
    assert!(found.iter().any(|it| it == "sealed"), "{found:?}");
}

#[test]
fn repository_without_a_commit_has_no_versions() {
    let sample = Sample::new();
    sample.write("A/change.md", "x");
    let repository = sample.portal("");
    let versions = repository.versions("A", is_markdown).unwrap();
    assert_eq!(versions.count(), 0);
}

#[test]
fn clone_that_is_cut_short_says_so_where_a_revision_is_missing() {
    let sample = Sample::new();
    let first = sample.commit("a.md", "x");
    sample.commit("a.md", "y");
    let from = format!("file://{}", sample.folder.path().display());
    sample.git(&format!("clone --quiet --depth 1 {from} cut"));
    let repository = sample.portal("cut");
    assert!(repository.is_shallow());
    let error = repository.commit(&first).unwrap_err();
    assert!(matches!(
        error,
        Error::UnknownRevision { shallow: true, .. }
    ));
    let help = error.help().unwrap();
    assert!(help.get(crate::lang::Lang::En).contains("--unshallow"));
}
