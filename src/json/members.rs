//! Taking a tree apart, member by member, as a format names them.
//!
//! The one idea: *a wrong part never ends the walk.* It leaves a mark and reads as empty, and what
//! was read is thrown away at the end: so a reader names the members of its format one below the
//! other and nothing else. Which members an object may have is never listed: it is what was asked for.

use std::cell::Cell;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Json, parse_any_date, parse_utc};

/// Reads a tree as exactly what `read` takes from it: no member more or fewer, nothing in another shape.
///
/// # Errors
/// The member that is not as it should be.
pub fn exactly<T>(json: Json, read: impl FnOnce(Part<'_>) -> T) -> Result<T, String> {
    let misfit = Cell::new(None);
    let value = read(Part { json, name: "", misfit: &misfit });
    match misfit.get() {
        None => Ok(value),
        Some("") => Err("its members are not those of the format".to_owned()),
        Some(name) => Err(["its member ", name, " is not there, or not as the format demands"].concat()),
    }
}

/// A value in the hand, to be read as one thing or another.
pub struct Part<'m> {
    json: Json,
    /// The member that it stands in.
    name: &'static str,
    misfit: &'m Cell<Option<&'static str>>,
}

/// The members of an object that have not been taken yet.
pub struct Members<'m> {
    left: Vec<(String, Json)>,
    name: &'static str,
    misfit: &'m Cell<Option<&'static str>>,
}

impl<'m> Part<'m> {
    /// Text.
    pub fn text(self) -> String {
        match self.json {
            Json::Text(text) => text,
            _ => self.marked(String::new()),
        }
    }

    /// `true` or `false`.
    pub fn flag(self) -> bool {
        match self.json {
            Json::Flag(flag) => flag,
            _ => self.marked(false),
        }
    }

    /// A whole number.
    pub fn whole(self) -> i64 {
        match self.json {
            Json::Whole(number) => number,
            _ => self.marked(0),
        }
    }

    /// A date, as `2026-11-22`.
    pub fn date(self) -> NaiveDate {
        self.text_as(parse_any_date, NaiveDate::default())
    }

    /// A moment in UTC, as `2026-11-22T09:30:00Z`.
    pub fn moment(self) -> DateTime<Utc> {
        self.text_as(parse_utc, DateTime::default())
    }

    /// A text that stands for something else; `otherwise` where it does not.
    pub fn text_as<T>(self, meant: impl FnOnce(&str) -> Option<T>, otherwise: T) -> T {
        match self.json.as_text().and_then(meant) {
            Some(read) => read,
            None => self.marked(otherwise),
        }
    }

    /// What `read` makes of it, or none where it is `null`.
    pub fn or_null<T>(self, read: impl FnOnce(Self) -> T) -> Option<T> {
        (self.json != Json::Null).then(|| read(self))
    }

    /// Every item of a list.
    pub fn list<T>(self, mut read: impl FnMut(Self) -> T) -> Vec<T> {
        let Self { name, misfit, .. } = self;
        let items = match self.json {
            Json::List(items) => items,
            _ => self.marked(Vec::new()),
        };
        let mut list = Vec::with_capacity(items.len());
        for json in items {
            list.push(read(Part { json, name, misfit }));
        }
        list
    }

    /// The members of an object whose names are not the format's.
    pub fn entries(self) -> Vec<(String, Self)> {
        let Self { name, misfit, .. } = self;
        let members = match self.json {
            Json::Object(members) => members,
            _ => self.marked(Vec::new()),
        };
        let mut entries = Vec::with_capacity(members.len());
        for (own, json) in members {
            entries.push((own, Part { json, name, misfit }));
        }
        entries
    }

    /// An object that has the members that `read` takes, and no others.
    pub fn object<T>(self, read: impl FnOnce(&mut Members<'m>) -> T) -> T {
        let mut members = self.members();
        let value = read(&mut members);
        if !members.left.is_empty() {
            members.misfit.set(Some(members.name));
        }
        value
    }

    /// An object that has the members that `read` takes; others, of a later version, are passed over.
    pub fn open_object<T>(self, read: impl FnOnce(&mut Members<'m>) -> T) -> T {
        read(&mut self.members())
    }

    /// The value itself.
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// Marks it as what the format does not have here; it reads as `otherwise`.
    pub fn marked<T>(&self, otherwise: T) -> T {
        self.misfit.set(Some(self.name));
        otherwise
    }

    fn members(self) -> Members<'m> {
        let Self { name, misfit, .. } = self;
        let left = match self.json {
            Json::Object(members) => members,
            _ => self.marked(Vec::new()),
        };
        Members { left, name, misfit }
    }
}

impl<'m> Members<'m> {
    /// A member that must be there.
    pub fn take(&mut self, name: &'static str) -> Part<'m> {
        match self.take_if_there(name) {
            Some(part) => part,
            None => {
                self.misfit.set(Some(name));
                Part { json: Json::Null, name, misfit: self.misfit }
            }
        }
    }

    /// A member that may be absent.
    pub fn take_if_there(&mut self, name: &'static str) -> Option<Part<'m>> {
        let place = self.left.iter().position(|(own, _)| own == name)?;
        let (_, json) = self.left.swap_remove(place);
        Some(Part { json, name, misfit: self.misfit })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_in_another_shape_are_refused() {
        let pair = |text: &str| {
            let json = crate::json::strictly(text.as_bytes()).expect("JSON");
            exactly(json, |part| {
                part.object(|pair| {
                    let a = u8::try_from(pair.take("a").whole());
                    (a.ok(), pair.take("b").or_null(Part::whole))
                })
            })
        };
        assert_eq!(pair(r#"{"b":null,"a":1}"#), Ok((Some(1), None)));
        for text in [r#"{"a":1}"#, r#"[1,2]"#, r#"{"a":1,"b":2,"c":3}"#, r#"{"a":"1","b":2}"#, "null"] {
            assert!(pair(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_misfit_inside_is_a_misfit_of_the_whole() {
        let read = |text: &str| {
            let json = crate::json::strictly(text.as_bytes()).expect("JSON");
            exactly(json, |part| part.list(|item| item.object(|one| one.take("day").date())))
        };
        assert!(read(r#"[{"day":"2026-11-22"},{"day":"2026-11-23"}]"#).is_ok());
        for text in [r#"[{"day":"2026-11-22"},{"day":"2026-11-31"}]"#, r#"[{"day":null}]"#, r#"{"day":1}"#] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
