//! Which file each item of `types` stands in. A short module is one file. A long one has a file
//! for what only one group of operations reaches and files for what several share; a group that
//! is long itself is parted by initials, so that a new type moves few others.

use super::docs;
use crate::api::{Api, TypeId};
use crate::name::Names;
use crate::rust::{Item, RustModel, TypeFile};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The most lines, by a rough guess, that one file has.
const LONGEST: usize = 900;

/// Where what several groups reach, or none, is put.
const SHARED: &str = "shared";

/// The only feature of every crate that an API and its tag could make together.
const TAKEN: &str = "native-tls";

/// How many groups may share types that are compiled for no other, where there are not many; what more
/// of them reach is always there.
const FEW: usize = 6;

/// Gives each item of `types` its file and, where the API is long and has several groups, each
/// group its feature. `ids` are those of the items.
pub(super) fn assign_files(api: &Api, names: &Names, model: &mut RustModel, ids: &[TypeId]) {
    if model.items.iter().map(lines).sum::<usize>() <= 2 * LONGEST {
        return;
    }
    let mut owners = owners(api, names, ids);
    spread(&model.items, &mut owners);
    if names.groups.len() > 1 {
        let whole = model.feature();
        let features = names.groups.iter();
        let features = features.map(|group| tag_feature(&whole, &group.module));
        model.tag_features = features.collect();
        for group in &mut model.client.groups {
            let feature = tag_feature(&whole, &group.module);
            let needs = format!("It needs the feature `{feature}`, which `{whole}` switches on.");
            docs::append(&mut group.docs, Some(needs));
            group.features.push(feature);
        }
    }
    let mut sets: BTreeMap<Set, Vec<usize>> = BTreeMap::new();
    for (index, owners) in owners.iter().enumerate().take(model.items.len()) {
        let set = Set::of(owners, names, !model.tag_features.is_empty());
        sets.entry(set).or_default().push(index);
    }
    let mut files = Vec::new();
    let mut numbers = 0;
    for (set, members) in sets {
        let (stem, features) = match set {
            Set::Group(module, owner) => {
                let feature = owner.and_then(|owner| model.tag_features.get(owner));
                // The `_` that keeps a module from being a keyword is bad style within a name.
                let stem = module.trim_end_matches('_');
                (
                    format!("{stem}_types"),
                    feature.cloned().into_iter().collect(),
                )
            }
            Set::Shared => (format!("{SHARED}_types"), Vec::new()),
            Set::Few(owners) => {
                numbers += 1;
                let features = owners.iter();
                let features = features.filter_map(|owner| model.tag_features.get(*owner));
                (format!("{SHARED}_{numbers}"), features.cloned().collect())
            }
            Set::Unreached => ("unreached".to_owned(), vec![model.feature()]),
        };
        let first = files.len();
        part(&stem, &members, &model.items, &mut files);
        for file in files.iter_mut().skip(first) {
            file.features = Vec::clone(&features);
        }
    }
    model.type_files = files;
}

/// Types that have the same owners, in the order of their files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Set {
    /// One group reaches them: its module, and its index where it has a feature.
    Group(String, Option<usize>),
    /// Some groups reach them, by index.
    Few(Vec<usize>),
    /// So many groups reach them, or none, that they are always there.
    Shared,
    /// No operation reaches them: they come with the whole API.
    Unreached,
}

impl Set {
    fn of(owners: &BTreeSet<usize>, names: &Names, features: bool) -> Self {
        let only = owners.first().filter(|_| owners.len() == 1);
        match only.and_then(|owner| Some((*owner, names.groups.get(*owner)?))) {
            Some((owner, group)) => {
                let module = group.module.trim_start_matches("r#").to_owned();
                // A group that is called like the files of several is one of them.
                match module == SHARED && !features {
                    true => Self::Shared,
                    false => Self::Group(module, features.then_some(owner)),
                }
            }
            None if !features || owners.len() > few(names.groups.len()) => Self::Shared,
            None if owners.is_empty() => Self::Unreached,
            None => Self::Few(owners.iter().copied().collect()),
        }
    }
}

/// How many of the groups may share types that are compiled for no other: of many groups half, for
/// what the other half does not reach costs each of them alone.
fn few(groups: usize) -> usize {
    FEW.max(groups / 2)
}

/// The feature of a group: `acme-widgets`.
fn tag_feature(whole: &str, module: &str) -> String {
    let module = module.trim_start_matches("r#").trim_end_matches('_');
    let feature = format!("{whole}-{}", module.replace('_', "-"));
    match feature == TAKEN {
        true => format!("{feature}-tag"),
        false => feature,
    }
}

/// The groups that reach the type of each item.
fn owners(api: &Api, names: &Names, ids: &[TypeId]) -> Vec<BTreeSet<usize>> {
    let mut owners: HashMap<TypeId, BTreeSet<usize>> = HashMap::new();
    for (index, group) in names.groups.iter().enumerate() {
        let operations = group.operations.iter();
        let operations = operations.filter_map(|index| api.operations.get(*index));
        let roots = operations.flat_map(|operation| operation.types());
        for id in api.closure(roots.collect()) {
            owners.entry(id).or_default().insert(index);
        }
    }
    let of = |id| owners.get(id).cloned().unwrap_or_default();
    ids.iter().map(of).collect()
}

/// Whoever has an item has what it mentions in Rust, be it more than the description says.
fn spread(items: &[Item], owners: &mut [BTreeSet<usize>]) {
    let names = items.iter().enumerate();
    let names: HashMap<&str, usize> = names
        .map(|(index, item)| (item.head().name.as_str(), index))
        .collect();
    let uses = |item: &Item| -> Vec<usize> {
        let uses = item.uses();
        uses.iter()
            .filter_map(|name| names.get(name).copied())
            .collect()
    };
    let uses: Vec<Vec<usize>> = items.iter().map(uses).collect();
    let mut waiting: Vec<usize> = (0..items.len()).collect();
    while let Some(index) = waiting.pop() {
        let own = owners.get(index).cloned().unwrap_or_default();
        for used in uses.get(index).into_iter().flatten() {
            let Some(theirs) = owners.get_mut(*used) else {
                continue;
            };
            if !own.is_subset(theirs) {
                theirs.extend(&own);
                waiting.push(*used);
            }
        }
    }
}

/// One file for the members, or one for each initial, or several where an initial has too many.
fn part(stem: &str, members: &[usize], items: &[Item], files: &mut Vec<TypeFile>) {
    let weight = |index: &usize| items.get(*index).map_or(0, lines);
    if members.iter().map(weight).sum::<usize>() <= LONGEST {
        files.push(TypeFile {
            module: stem.to_owned(),
            items: members.to_vec(),
            features: Vec::new(),
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
            1 => format!("{stem}_{initial}"),
            number => format!("{stem}_{initial}{number}"),
        };
        let features = Vec::new();
        TypeFile {
            module,
            items,
            features,
        }
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
    fn a_tag_has_a_feature_of_its_own() {
        for (whole, module, expected) in [
            ("acme", "hand_tools", "acme-hand-tools"),
            ("acme", "r#type", "acme-type"),
            ("acme", "self_", "acme-self"),
            ("native", "tls", "native-tls-tag"),
        ] {
            assert_eq!(super::tag_feature(whole, module), expected);
        }
    }

    #[test]
    fn what_half_of_many_groups_share_is_compiled_for_these() {
        assert_eq!([0, 7, 13, 46].map(super::few), [6, 6, 6, 23]);
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
