//! Who and what a pack names, in sentences: its agencies, what it asks, whom things are sent to.

use crate::casebook::dates::listed;
use crate::procedure::{FactKind, FactScope, FactValue, Procedure};

/// Who can be a party, with its marks and who sits for it.
pub fn agencies(procedure: &Procedure) -> Vec<String> {
    let said = procedure.agencies.iter().map(|(id, agency)| {
        let mut said = format!("{id}: {}", agency.label);
        if !agency.flags.is_empty() {
            said += &format!("; marked {}", listed(&agency.flags));
        }
        if let Some(other) = &agency.represented_by {
            let label = procedure.agencies.get(other).map_or(other.as_str(), |other| other.label.as_str());
            said += &format!("; {label} sits for it on a panel");
        }
        said + "."
    });
    said.collect()
}

/// What is asked about the case or about each child.
pub fn facts(procedure: &Procedure) -> Vec<String> {
    let said = procedure.facts.iter().map(|fact| {
        let kind = match fact.kind {
            FactKind::Flag => "yes or no",
            FactKind::Count => "a whole number",
            FactKind::Date => "a day",
            FactKind::DateTime => "a day and a time",
            FactKind::Choice => "one word of several",
        };
        let whose = match fact.scope {
            FactScope::Case => "once",
            FactScope::Child => "for each child",
        };
        let unless = match &fact.default {
            None => String::new(),
            Some(FactValue::Flag(true)) => "; yes until it is answered".to_owned(),
            Some(FactValue::Flag(false)) => "; no until it is answered".to_owned(),
            Some(FactValue::Count(n)) => format!("; {n} until it is answered"),
            Some(FactValue::Text(text)) => format!("; “{text}” until it is answered"),
        };
        let ask = fact.ask.as_deref().map_or_else(String::new, |ask| format!(" “{ask}”"));
        format!("{}:{ask} ({kind}, {whose}{unless}).", fact.id)
    });
    said.collect()
}

/// Whom things are sent to: whoever has an address or a way of their own.
pub fn contacts(procedure: &Procedure) -> Vec<String> {
    let addressed = procedure.roles.iter().filter(|(_, role)| role.email.is_some() || role.route.is_some());
    let said = addressed.map(|(id, role)| {
        let email = role.email.as_ref().map_or_else(String::new, |email| format!("; {email}"));
        let route = role.route.as_ref().map_or_else(String::new, |route| format!("; route: {route}"));
        format!("{id}: {}{email}{route}.", role.label)
    });
    said.collect()
}
