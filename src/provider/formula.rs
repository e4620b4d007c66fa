//! The formulas of all of a provider's schemes.

use std::fmt::Write as _;

use super::{Authentication, Provider, Row, When};
use crate::scheme::Scheme;

impl<E> Provider<E> {
    /// Returns the scheme that the provider signs by unless its row names another for the request,
    /// the key or the configuration. `None` if its authentication is code.
    ///
    /// It is displayed as its [formula](Scheme#formula).
    pub const fn scheme(&self) -> Option<&Scheme> {
        match &self.row.authentication {
            Authentication::Scheme(scheme) => Some(scheme),
            Authentication::Code(_) => None,
        }
    }

    /// Returns the [formula](Scheme#formula) of each of the provider's schemes, one clause per line,
    /// each but the first behind the condition under which it applies. `None` if its
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
    pub fn formula(&self) -> Option<String> {
        self.row.formula()
    }
}

impl Row {
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
    use std::{error::Error, fs, path::Path};

    use crate::providers;

    /// The documentation of each row begins its section on the signed content with the formula. Run
    /// with `UPDATE_FORMULAS=1` to write it.
    #[test]
    fn documentation_of_rows_states_their_formulas() -> Result<(), Box<dyn Error>> {
        const BEGIN: &str = "/// # Signed content\n";
        const END: &str = "/// ```\n";
        let mut files = Vec::new();
        for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/providers"))? {
            let path = file?.path();
            files.push((fs::read_to_string(&path)?, path));
        }
        let mut wrong = Vec::new();
        for provider in providers::ALL {
            let Some(formula) = provider.formula() else {
                continue;
            };
            let id = format!("\n    \"{}\",\n", provider.id());
            let found = files.iter_mut().find(|(text, _)| text.contains(&id));
            let (text, path) = found.ok_or(id)?;
            let (before, after) = text.split_once(BEGIN).ok_or(provider.id())?;
            let rest = match after.strip_prefix("/// ```text\n") {
                Some(block) => block.split_once(END).ok_or(provider.id())?.1,
                None => after,
            };
            let lines = formula.lines().map(|line| format!("/// {line}"));
            let lines: Vec<_> = lines.map(|line| line.trim_end().to_owned()).collect();
            let lines = lines.join("\n");
            let whole = format!("{before}{BEGIN}/// ```text\n{lines}\n{END}{rest}");
            if *text != whole {
                if std::env::var_os("UPDATE_FORMULAS").is_some() {
                    fs::write(&*path, &whole)?;
                    *text = whole;
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
