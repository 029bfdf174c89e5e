//! The hand-written half of an emitted crate, carried in the generator itself.

macro_rules! runtime {
    ($($path:literal,)*) => {
        /// The files of the runtime: path below `src/runtime/`, text. `lib.rs` goes by `mod.rs`.
        pub const RUNTIME: &[(&str, &str)] = &[
            ("mod.rs", include_str!("../../../templates/runtime/src/lib.rs")),
            $(($path, include_str!(concat!("../../../templates/runtime/src/", $path))),)*
        ];
    };
}

runtime! {
    "arrival.rs",
    "base64_bytes.rs",
    "choices.rs",
    "dates.rs",
    "client/api.rs",
    "client/auth.rs",
    "client/blocking.rs",
    "client/body.rs",
    "client/builder.rs",
    "client/call.rs",
    "client/content.rs",
    "client/core.rs",
    "client/error.rs",
    "client/exchange.rs",
    "client/form.rs",
    "client/frames.rs",
    "client/headers.rs",
    "client/item_stream.rs",
    "client/media.rs",
    "client/mod.rs",
    "client/multipart.rs",
    "client/reply.rs",
    "client/request.rs",
    "client/retry.rs",
    "client/server.rs",
    "client/stream.rs",
    "client/style.rs",
    "client/success.rs",
    "client/tls.rs",
    "client/trace.rs",
    "client/transport.rs",
    "client/visit.rs",
    "int.rs",
    "json.rs",
    "maybe.rs",
    "object.rs",
    "read_error.rs",
    "rows.rs",
    "schema/array.rs",
    "schema/constant.rs",
    "schema/engine.rs",
    "schema/mod.rs",
    "schema/number.rs",
    "schema/object.rs",
    "schema/reasons.rs",
    "schema/scalar.rs",
    "schema/tables.rs",
    "schema/text.rs",
    "schema/unevaluated.rs",
    "schema/union.rs",
    "schema/unique.rs",
    "secret.rs",
    "string_enum.rs",
    "tuples.rs",
    "union.rs",
    "validate/check.rs",
    "validate/class.rs",
    "validate/decimal.rs",
    "validate/format.rs",
    "validate/idna.rs",
    "validate/kinds.rs",
    "validate/linear.rs",
    "validate/mod.rs",
    "validate/path.rs",
    "validate/pattern.rs",
    "validate/plain.rs",
    "validate/property.rs",
    "validate/rule.rs",
    "validate/sink.rs",
    "validate/syntax.rs",
    "validate/uri.rs",
    "validate/violation.rs",
    "value_enum.rs",
    "wire.rs",
}

/// The manifest of an emitted crate, with `{{placeholders}}`.
pub const MANIFEST: &str = include_str!("../../../templates/crate/Cargo.toml");

/// Its README, with `{{placeholders}}`.
pub const README: &str = include_str!("../../../templates/crate/README.md");

#[cfg(test)]
mod tests {
    use super::RUNTIME;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn collect(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).expect("the runtime is there") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("a plain name");
            if entry.path().is_dir() {
                collect(&entry.path(), &format!("{prefix}{name}/"), found);
            } else {
                found.insert(format!("{prefix}{name}"));
            }
        }
    }

    #[test]
    fn every_file_of_the_runtime_is_carried() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../templates/runtime/src");
        let mut found = BTreeSet::new();
        collect(&folder, "", &mut found);
        found.remove("lib.rs");
        found.insert("mod.rs".to_owned());
        found.retain(|path| !path.ends_with("/tests.rs"));
        let carried: BTreeSet<_> = RUNTIME.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(carried, found, "the list in render/templates.rs");
    }

    /// They are cut off where a crate is emitted.
    #[test]
    fn tests_of_the_runtime_come_last() {
        for (path, text) in RUNTIME
            .iter()
            .filter(|(_, text)| text.contains("cfg(test)"))
        {
            let tests = text.split_once("\n#[cfg(test)]\n");
            let (_, tests) = tests.unwrap_or_else(|| panic!("{path}"));
            let elsewhere = tests == "mod tests;\n";
            let here = tests.find("\n}\n") == Some(tests.len().saturating_sub(3));
            assert!(elsewhere || here, "{path}");
        }
    }

    /// rustc goes through all that is in it for each generic future that holds such a field.
    #[test]
    fn only_the_builder_shows_its_http_client() {
        let lines = RUNTIME.iter().flat_map(|(_, text)| text.lines());
        let fields = lines.map(str::trim).filter(|line| {
            line.ends_with(": reqwest::Client,") || line.ends_with(": Option<reqwest::Client>,")
        });
        let fields: Vec<_> = fields.collect();
        assert_eq!(fields, ["http: Option<reqwest::Client>,"]);
    }
}
