//! The formulas of all of a provider's schemes.

use std::fmt::Write as _;

use super::{Authentication, Provider, Row, When};
use crate::scheme::Scheme;

impl<E> Provider<E> {
    /// Returns the scheme that the provider signs by: the usual one, if its row names others for a
    /// request, a key or the configuration. `None` if its authentication is code.
    ///
    /// It is displayed as its [formula](Scheme#formula).
    #[inline]
    pub const fn scheme(&self) -> Option<&Scheme> {
        match &self.row.authentication {
            Authentication::Scheme(scheme) => Some(scheme),
            Authentication::Code(_) => None,
        }
    }

    /// Returns the [formula](Scheme#formula) of each of the provider's schemes, one clause per line.
    /// Each but the first is preceded by the condition under which it applies. `None` if its
    /// authentication is code that states no formula.
    ///
    /// ```
    /// use webhook_receiver::providers::MATTERMOST;
    ///
    /// assert_eq!(
    ///     MATTERMOST.formula().unwrap(),
    ///     "json(/token) = secret\n\
    ///      \n\
    ///      If the body is a form:\n\
    ///      form(token) = secret",
    /// );
    /// ```
    #[inline]
    pub fn formula(&self) -> Option<String> {
        self.row.formula()
    }
}

impl Row {
    #[inline]
    fn formula(&self) -> Option<String> {
        let mut text = match self.authentication {
            Authentication::Scheme(scheme) => format!("{scheme:#}"),
            Authentication::Code(code) => code.formula()?,
        };
        let mut other = |condition: String, scheme: &Scheme| {
            // Writing to a `String` never fails.
            let _ = write!(text, "\n\nIf {condition}:\n{scheme:#}");
        };
        for (when, scheme) in self.variants {
            let condition = match when {
                When::Form => "the body is a form".to_owned(),
                When::Method(method) => format!("the method is {method}"),
                When::Header(name) => format!("the request has the header {name}"),
            };
            other(condition, scheme);
        }
        for (prefix, scheme) in self.key_kinds {
            other(format!("the key begins with {prefix:?}"), scheme);
        }
        for (setting, scheme) in self.by_setting {
            other(format!("the setting {setting} is given"), scheme);
        }
        Some(text)
    }
}

#[cfg(all(test, feature = "all-providers"))]
mod tests {
    use std::{
        error::Error,
        fs,
        path::{Path, PathBuf},
    };

    use crate::{Provider, providers};

    /// The file of a row, which is named after its id.
    fn file(provider: &Provider) -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/providers");
        let stem = provider.id().replace(['-', '.'], "_");
        let file = folder.join(format!("{stem}.rs"));
        if file.exists() {
            file
        } else {
            // The name is a keyword.
            folder.join(format!("{stem}_.rs"))
        }
    }

    /// The documentation of each row begins with a link to its source.
    #[test]
    fn documentation_of_rows_links_their_sources() -> Result<(), Box<dyn Error>> {
        for provider in providers::ALL {
            let id = provider.id();
            let text = fs::read_to_string(file(provider))?;
            let constant = id.replace(['-', '.'], "_").to_uppercase();
            let (before, _) = text
                .split_once(&format!("\npub const {constant}: Provider"))
                .ok_or(id)?;
            let lines = before.lines().rev();
            let first = lines.take_while(|line| line.starts_with("///")).last();
            let link = first
                .and_then(|line| line.strip_prefix("/// ["))
                .ok_or(id)?;
            let (name, target) = link.split_once("](").ok_or(id)?;
            assert!(provider.name().starts_with(name), "{id}: {name}");
            let source = format!("{})", provider.source());
            assert!(target.starts_with(&source), "{id}: {target}");
        }
        Ok(())
    }

    /// The documentation of each row begins its section on the signed content with the formula. Run
    /// with `UPDATE_FORMULAS=1` to write it.
    #[test]
    fn documentation_of_rows_states_their_formulas() -> Result<(), Box<dyn Error>> {
        const BEGIN: &str = "/// # Signed content\n";
        const END: &str = "/// ```\n";
        let mut wrong = Vec::new();
        for provider in providers::ALL {
            let Some(formula) = provider.formula() else {
                continue;
            };
            let path = file(provider);
            let text = fs::read_to_string(&path)?;
            let (before, after) = text.split_once(BEGIN).ok_or(provider.id())?;
            let rest = match after.strip_prefix("/// ```text\n") {
                Some(block) => block.split_once(END).ok_or(provider.id())?.1,
                None => after,
            };
            let lines = formula.lines().map(|line| format!("/// {line}"));
            let lines: Vec<_> = lines.map(|line| line.trim_end().to_owned()).collect();
            let lines = lines.join("\n");
            let whole = format!("{before}{BEGIN}/// ```text\n{lines}\n{END}{rest}");
            if text != whole {
                if std::env::var_os("UPDATE_FORMULAS").is_some() {
                    fs::write(path, whole)?;
                } else {
                    wrong.push(provider.id());
                }
            }
        }
        assert!(
            wrong.is_empty(),
            "run this test with UPDATE_FORMULAS=1: {wrong:?}"
        );
        Ok(())
    }
}
