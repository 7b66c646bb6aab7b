//! As much of a `Cargo.toml` as the rules need: the package's name and what it depends on.

/// One package's manifest.
pub(super) struct Manifest {
    /// The package's name; empty for a workspace without a package.
    pub(super) name: String,
    pub(super) dependencies: Vec<Dependency>,
}

/// One line of a dependency table.
pub(super) struct Dependency {
    /// The package's name, also where the code calls it something else.
    pub(super) name: String,
    /// True in `[dev-dependencies]`.
    pub(super) for_tests: bool,
    pub(super) line: usize,
}

/// Reads a manifest, with tables in either form: `[dependencies]` and `[dependencies.name]`.
pub(super) fn read(text: &str) -> Manifest {
    let mut manifest = Manifest {
        name: String::new(),
        dependencies: Vec::new(),
    };
    let mut table = String::new();
    // Arrays and inline tables may go on over several lines, and their lines are not keys.
    let mut open = 0_isize;
    for (index, line) in text.lines().enumerate() {
        let line = without_comment(line).trim();
        let continues = open > 0;
        if continues || !line.starts_with('[') {
            open += brackets(line);
        }
        if continues || line.is_empty() {
            continue;
        }
        if let Some(header) = line.strip_prefix('[').filter(|_| !line.contains('=')) {
            table = header.trim_matches(['[', ']']).trim().to_owned();
            if let Some((parent, name)) = table
                .rsplit_once('.')
                .filter(|(parent, _)| is_dependencies(parent))
            {
                let name = unquoted(name);
                manifest.dependencies.push(Dependency {
                    name,
                    for_tests: parent.ends_with("dev-dependencies"),
                    line: index + 1,
                });
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        if table == "package" && key.trim() == "name" {
            manifest.name = unquoted(value);
        } else if is_dependencies(&table) {
            // `name.workspace = true` and `name = "1"` name the same thing.
            let name = renamed(value).unwrap_or_else(|| unquoted(key.split('.').next().unwrap_or(key)));
            manifest.dependencies.push(Dependency {
                name,
                for_tests: table.ends_with("dev-dependencies"),
                line: index + 1,
            });
        }
    }
    manifest
}

/// `dependencies`, `dev-dependencies`, `build-dependencies`, and the same under a target; the workspace's own
/// table only lists what members may choose from.
fn is_dependencies(table: &str) -> bool {
    let last = table.rsplit('.').next().unwrap_or(table);
    matches!(last, "dependencies" | "dev-dependencies" | "build-dependencies")
        && !table.starts_with("workspace")
}

/// The package behind `name = { package = "…" }`, so that another name opens no way around a wall.
fn renamed(value: &str) -> Option<String> {
    let (_, after) = value.split_once("package")?;
    after
        .trim_start()
        .strip_prefix('=')?
        .trim_start()
        .strip_prefix('"')?
        .split('"')
        .next()
        .map(str::to_owned)
}

fn without_comment(line: &str) -> &str {
    let mut quoted = false;
    for (at, c) in line.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '#' if !quoted => return &line[..at],
            _ => {}
        }
    }
    line
}

fn brackets(line: &str) -> isize {
    let mut quoted = false;
    line.chars().fold(0, |depth, c| {
        quoted ^= c == '"';
        match c {
            '[' | '{' if !quoted => depth + 1,
            ']' | '}' if !quoted => depth - 1,
            _ => depth,
        }
    })
}

fn unquoted(text: &str) -> String {
    text.trim().trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_a_dependency_is_read() {
        let manifest = read(
            "[package]\nname = \"x\" # the name\n[features]\ndefault = [\n  \"a\",\n]\n[dependencies]\na = \"1\"\n\
             b.workspace = true\nc = { version = \"1\", features = [\n  \"d\", # e = 1\n] }\nf = \"2\"\n[dependencies.g]\nversion = \"1\"\n\
             [dev-dependencies]\nh = \"1\"\n[target.'cfg(unix)'.dependencies]\ni = \"1\"\n[lints]\nworkspace = true\n",
        );
        let names: Vec<_> = manifest
            .dependencies
            .iter()
            .map(|one| (one.name.as_str(), one.for_tests, one.line))
            .collect();
        assert_eq!(manifest.name, "x");
        assert_eq!(
            names,
            [
                ("a", false, 8),
                ("b", false, 9),
                ("c", false, 10),
                ("f", false, 13),
                ("g", false, 14),
                ("h", true, 17),
                ("i", false, 19)
            ]
        );
    }

    #[test]
    fn another_name_does_not_hide_a_package() {
        let manifest = read("[dependencies]\nreader = { version = \"1\", package = \"lopdf\" }\n");
        assert_eq!(manifest.dependencies[0].name, "lopdf");
    }

    #[test]
    fn the_workspaces_list_is_nobodys_dependency() {
        assert!(
            read("[workspace.dependencies]\na = \"1\"\n")
                .dependencies
                .is_empty()
        );
    }
}
