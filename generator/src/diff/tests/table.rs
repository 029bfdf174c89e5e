//! The table of rules: sorted, true to oasdiff's list, and each rule given by some case.

use super::super::{RULES, Rule};
use super::{operations, types};
use crate::shared::shared;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn rules_are_sorted() {
    assert!(RULES.is_sorted_by(|a, b| a.id < b.id));
}

#[test]
fn every_rule_is_given_by_a_case() {
    let cases = types::all().into_iter().chain(operations::all());
    let given: BTreeSet<&str> = cases
        .flat_map(|(_, changes)| changes)
        .map(|change| change.rule.id)
        .collect();
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    let idle: Vec<&&str> = known.difference(&given).collect();
    assert!(idle.is_empty(), "no case gives {idle:?}");
    assert!(
        given.is_subset(&known),
        "a case gives a rule that is not in the table"
    );
}

#[test]
fn rules_agree_with_the_list_of_oasdiff() {
    let Some(list) = shared("corpus/oasdiff/checks.tsv") else {
        return;
    };
    let list = std::fs::read_to_string(list).expect("a list");
    let rows: BTreeMap<&str, Vec<&str>> = list
        .lines()
        .skip(1)
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter_map(|row| Some((*row.first()?, row.get(1..4)?.to_vec())))
        .collect();
    assert!(rows.len() > 400);
    for Rule {
        id,
        level,
        direction,
        area,
        ours,
    } in RULES
    {
        let facts = vec![
            level.as_str().to_owned(),
            direction.to_string(),
            area.to_string(),
        ];
        match rows.get(id) {
            Some(row) => assert_eq!(
                (row.iter().map(|cell| (*cell).to_owned()).collect(), false),
                (facts, *ours),
                "{id}"
            ),
            None => assert!(ours, "{id} is not in the list"),
        }
    }
}
