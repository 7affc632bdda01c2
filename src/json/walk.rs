//! Walking a JSON tree with a path in hand, so that every fault says where it is.
//!
//! The one idea: *a wrong part never ends the walk.* It leaves a fault and reads as absent, and the
//! reader goes on, so that the author sees everything at once. Which members an object may have is
//! never listed: it is what the reader asked for.

use std::cell::RefCell;
use std::fmt;

use super::found::{quoted, shortened};
use super::slips::{is_slip, meant};
use super::{Json, twins};

/// Something wrong in a file that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where, as `steps[0].duties[2].due`; empty = the file as a whole.
    pub path: String,
    /// What is wrong and what to write instead.
    pub what: String,
}

/// Something odd in such a file that changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Where, as `steps[0].duties[2]`; empty = the file as a whole.
    pub path: String,
    /// What is odd.
    pub what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        located(f, &self.path, &self.what)
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        located(f, &self.path, &self.what)
    }
}

fn located(f: &mut fmt::Formatter<'_>, path: &str, what: &str) -> fmt::Result {
    match path {
        "" => f.write_str(what),
        _ => write!(f, "{path}: {what}"),
    }
}

/// What the walk has found so far.
#[derive(Default)]
pub struct Findings {
    /// What is wrong.
    pub faults: RefCell<Vec<Fault>>,
    /// What is odd and changes nothing.
    pub notices: RefCell<Vec<Notice>>,
}

/// A value at its place in the file.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    json: &'a Json,
    place: Place<'a>,
    findings: &'a Findings,
}

/// Where a value stands below another; written out only where something is said of it.
#[derive(Clone, Copy)]
enum Place<'a> {
    Whole,
    Member(&'a Node<'a>, &'a str),
    Item(&'a Node<'a>, usize),
}

impl<'a> Node<'a> {
    /// The file as a whole.
    pub fn root(json: &'a Json, findings: &'a Findings) -> Self {
        Self { json, place: Place::Whole, findings }
    }

    /// What stands here.
    pub fn json(&self) -> &'a Json {
        self.json
    }

    /// Says what is wrong here.
    pub fn fault(&self, what: impl Into<String>) {
        let (path, what) = (self.path(), what.into());
        self.findings.faults.borrow_mut().push(Fault { path, what });
    }

    /// Says what is odd here.
    pub fn notice(&self, what: impl Into<String>) {
        let (path, what) = (self.path(), what.into());
        self.findings.notices.borrow_mut().push(Notice { path, what });
    }

    fn path(&self) -> String {
        match self.place {
            Place::Whole => String::new(),
            Place::Item(parent, index) => format!("{}[{index}]", parent.path()),
            Place::Member(parent, name) => match parent.path().as_str() {
                "" => shortened(name),
                path => format!("{path}.{}", shortened(name)),
            },
        }
    }

    /// A fault that says what is here instead of what belongs here.
    pub fn wants(&self, wanted: &str) {
        self.fault(format!("This is {}; write {wanted} instead.", self.json.found()));
    }

    /// Text.
    pub fn text(&self, wanted: &str) -> Option<&'a str> {
        match self.json {
            Json::Text(text) => Some(text),
            _ => {
                self.wants(wanted);
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Option<bool> {
        match self.json {
            Json::Flag(flag) => Some(*flag),
            _ => {
                self.wants("true or false");
                None
            }
        }
    }

    /// A whole number from 0 to `most`.
    pub fn number(&self, most: i64) -> Option<i64> {
        match self.json {
            Json::Whole(n) if (0..=most).contains(n) => Some(*n),
            _ => {
                self.wants(&format!("a whole number from 0 to {most}"));
                None
            }
        }
    }

    /// The items of a list.
    pub fn items(&self, wanted: &str) -> Vec<Node<'_>> {
        let Json::List(items) = self.json else {
            self.wants(wanted);
            return Vec::new();
        };
        items.iter().enumerate().map(|(index, json)| self.at(json, Place::Item(self, index))).collect()
    }

    /// The members of an object whose names are ids of the author's choosing.
    pub fn entries(&self, wanted: &str) -> Vec<(&str, Node<'_>)> {
        let Json::Object(members) = self.json else {
            self.wants(wanted);
            return Vec::new();
        };
        self.refuse_twins(members);
        let member = |(name, json): &'a (String, Json)| {
            let name = name.as_str();
            (name, self.at(json, Place::Member(self, name)))
        };
        members.iter().map(member).collect()
    }

    /// Reads an object; what `read` asked for is what the object may have. Where something else
    /// stands, `read` sees nothing, and what it misses is no further fault.
    pub fn object<T>(&self, wanted: &str, read: impl FnOnce(&Object<'_>) -> T) -> T {
        let object = self.opened(wanted);
        let value = read(&object);
        object.note_what_nobody_asked_for();
        value
    }

    fn opened(&self, wanted: &str) -> Object<'_> {
        let (members, silent): (&[(String, Json)], _) = match self.json {
            Json::Object(members) => {
                self.refuse_twins(members);
                (members, false)
            }
            _ => {
                self.wants(wanted);
                (&[], true)
            }
        };
        Object { node: self, members, silent, asked: RefCell::default() }
    }

    fn at<'b>(&'b self, json: &'b Json, place: Place<'b>) -> Node<'b> {
        Node { json, place, findings: self.findings }
    }

    fn refuse_twins(&self, members: &[(String, Json)]) {
        for name in twins(members) {
            let name = quoted(name);
            self.fault(format!("{name} stands here more than once; keep one."));
        }
    }
}

/// An object of the format, which has named members.
pub struct Object<'a> {
    node: &'a Node<'a>,
    members: &'a [(String, Json)],
    silent: bool,
    asked: RefCell<Vec<&'static str>>,
}

impl<'a> Object<'a> {
    /// The node that the object stands at.
    pub fn node(&self) -> &'a Node<'a> {
        self.node
    }

    /// A member that may be absent; `null` is absent.
    pub fn member(&self, name: &'static str) -> Option<Node<'a>> {
        self.even_null(name).filter(|node| *node.json != Json::Null)
    }

    /// A member for which `null` is a value.
    pub fn even_null(&self, name: &'static str) -> Option<Node<'a>> {
        self.asked.borrow_mut().push(name);
        let (_, json) = self.members.iter().find(|(member, _)| member == name)?;
        Some(self.node.at(json, Place::Member(self.node, name)))
    }

    /// A member that must be there.
    pub fn needed(&self, name: &'static str, wanted: &str) -> Option<Node<'a>> {
        let member = self.member(name);
        if member.is_none() && !self.silent {
            let meant = self.members.iter().find(|(other, _)| is_slip(other, name));
            let hint = meant.map_or_else(String::new, |(other, _)| {
                format!(" ({} stands here: is that what is meant?)", quoted(other))
            });
            self.node.fault(format!("`{name}` is missing{hint}; write {wanted}."));
        }
        member
    }

    /// The members that are there, of these names.
    pub fn present(&self, names: &[&'static str]) -> Vec<&'static str> {
        let is_here = |name: &&'static str| self.even_null(name).is_some();
        names.iter().copied().filter(|name| is_here(name)).collect()
    }

    fn note_what_nobody_asked_for(&self) {
        let asked = self.asked.borrow();
        let stands = |name: &str| self.members.iter().any(|(member, _)| member == name);
        let absent: Vec<&str> = asked.iter().copied().filter(|name| !stands(name)).collect();
        for (name, _) in self.members {
            if asked.contains(&name.as_str()) {
                continue;
            }
            let said = match meant(name, absent.iter().copied()) {
                Some(known) => format!("; did you mean `{known}`?"),
                None => " and has no effect.".to_owned(),
            };
            let name = quoted(name);
            self.node.notice(format!("{name} is not a member that is known here{said}"));
        }
    }
}
