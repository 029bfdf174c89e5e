//! Which file each item of `types` stands in. A short module is one file. A long one has a file
//! for what only one group of operations reaches and files for what several share; a group that
//! is long itself is parted by initials, so that a new type moves few others.

use crate::api::{Api, TypeId};
use crate::name::Names;
use crate::rust::{Item, TypeFile};
use std::collections::{BTreeMap, HashMap};

/// The most lines, by a rough guess, that one file has.
const LONGEST: usize = 900;

/// Where what several groups reach, or none, is put.
const SHARED: &str = "shared";

/// The files in order, or nothing where one file will do. `ids` are those of `items`.
pub(super) fn files(api: &Api, names: &Names, items: &[Item], ids: &[TypeId]) -> Vec<TypeFile> {
    if items.iter().map(lines).sum::<usize>() <= 2 * LONGEST {
        return Vec::new();
    }
    let owners = owners(api, names);
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, id) in ids.iter().enumerate().take(items.len()) {
        let owner = owners.get(id).copied().flatten();
        let group = owner.and_then(|index| names.groups.get(index));
        let stem = group.map_or(SHARED, |group| group.module.trim_start_matches("r#"));
        groups.entry(stem).or_default().push(index);
    }
    let mut files = Vec::new();
    for (stem, members) in groups {
        part(stem, &members, items, &mut files);
    }
    files
}

/// The only group that reaches each type; `None` where there are several.
fn owners(api: &Api, names: &Names) -> HashMap<TypeId, Option<usize>> {
    let mut owners: HashMap<TypeId, Option<usize>> = HashMap::new();
    for (index, group) in names.groups.iter().enumerate() {
        let operations = group.operations.iter();
        let operations = operations.filter_map(|index| api.operations.get(*index));
        let roots = operations.flat_map(|operation| operation.types());
        for id in api.closure(roots.collect()) {
            owners
                .entry(id)
                .and_modify(|owner| *owner = owner.filter(|owner| *owner == index))
                .or_insert(Some(index));
        }
    }
    owners
}

/// One file for the members, or one for each initial, or several where an initial has too many.
fn part(stem: &str, members: &[usize], items: &[Item], files: &mut Vec<TypeFile>) {
    let weight = |index: &usize| items.get(*index).map_or(0, lines);
    if members.iter().map(weight).sum::<usize>() <= LONGEST {
        files.push(TypeFile {
            module: format!("{stem}_types"),
            items: members.to_vec(),
        });
        return;
    }
    let mut initials: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for index in members {
        let name = items.get(*index).map_or("", |item| &item.head().name);
        let initial = name.trim_start_matches("r#").chars().next();
        let initial = initial.filter(char::is_ascii_alphabetic).unwrap_or('x');
        let initial = initial.to_ascii_lowercase();
        initials.entry(initial).or_default().push(*index);
    }
    // Neighbouring initials share a file as long as it stays short.
    let mut parts: Vec<(char, Vec<usize>)> = Vec::new();
    let mut full = 0;
    for (initial, members) in initials {
        for (number, index) in members.into_iter().enumerate() {
            let begins = number == 0 && full + weight(&index) > LONGEST / 2;
            match parts.last_mut() {
                Some((_, open)) if !begins && full <= LONGEST => open.push(index),
                _ => {
                    parts.push((initial, vec![index]));
                    full = 0;
                }
            }
            full += weight(&index);
        }
    }
    // A file goes by the initial it begins with; further ones of the same are numbered.
    let mut numbers: BTreeMap<char, usize> = BTreeMap::new();
    files.extend(parts.into_iter().map(|(initial, items)| {
        let number = numbers.entry(initial).or_default();
        *number += 1;
        let module = match number {
            1 => format!("{stem}_types_{initial}"),
            number => format!("{stem}_types_{initial}{number}"),
        };
        TypeFile { module, items }
    }));
}

/// About how many lines an item takes.
fn lines(item: &Item) -> usize {
    match item {
        Item::Struct(item) => 40 + 16 * item.fields.len(),
        Item::StringEnum(item) => 30 + 4 * item.variants.len(),
        Item::ValueEnum(item) => 30 + 4 * item.variants.len(),
        Item::Union(item) => 50 + 14 * item.arms.len(),
        Item::Alias(_) => 3,
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::lower::testing::Build;
    use crate::lower::{Options, lower};
    use crate::rust::RustModel;

    fn model(count: usize) -> RustModel {
        let mut build = Build::new();
        for index in 0..count {
            let string = build.string();
            let initial = if index % 2 == 0 { "Axle" } else { "Bolt" };
            let name = format!("{initial}{index}");
            let object = build.object(&name, &[("name", string)]);
            build.api.components.push((name, object));
        }
        let mut diagnostics = Diagnostics::default();
        lower(
            &build.api,
            &build.names,
            &Options::default(),
            &mut diagnostics,
        )
    }

    #[test]
    fn a_short_module_is_one_file() {
        assert_eq!(model(4).type_files, []);
    }

    #[test]
    fn a_long_one_has_each_item_in_one_file() {
        let model = model(80);
        let modules: Vec<_> = model.type_files.iter().map(|file| &*file.module).collect();
        let expected = [
            "shared_types_a",
            "shared_types_a2",
            "shared_types_a3",
            "shared_types_b",
            "shared_types_b2",
        ];
        assert_eq!(modules, expected);
        let mut all: Vec<_> = model
            .type_files
            .iter()
            .flat_map(|file| file.items.clone())
            .collect();
        all.sort_unstable();
        assert_eq!(all, (0..80).collect::<Vec<_>>());
    }
}
