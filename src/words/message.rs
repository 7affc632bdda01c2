//! The part of ICU MessageFormat that the catalogue uses: arguments, `plural`, `select`, quoting.
//!
//! `{name}` is an argument; `{n, plural, =0 {none} one {# entry} other {# entries}}` chooses by number,
//! with any of the six forms that languages have; `{who, select, us {…} other {…}}` by word. `'{'` is a
//! brace, `''` an apostrophe, and a single one stands for itself. The names of arguments are numbers by
//! the time that a message gets here. It is filled in as it is read; a fault in one never stops a screen,
//! as [`super::catalogue`] refuses it before.

/// What is filled in.
#[derive(Clone, Copy)]
pub enum Value<'a> {
    /// Text.
    Text(&'a str),
    /// A number, which a plural may choose by.
    Count(usize),
}

/// The arguments of a message.
pub struct Filling<'a> {
    /// What each stands for, by its number.
    pub values: &'a [Value<'a>],
    /// The plural form of a number.
    pub category: fn(usize) -> String,
}

impl Filling<'_> {
    /// The message with everything filled in.
    pub fn of(&self, message: &str) -> String {
        let mut said = String::new();
        self.fill(message, None, &mut said);
        said
    }

    fn fill(&self, message: &str, count: Option<usize>, said: &mut String) {
        let mut rest = message;
        while let Some(at) = rest.find(['{', '\'', '#']) {
            said.push_str(&rest[..at]);
            rest = &rest[at..];
            if rest.starts_with('\'') {
                rest = unquoted(rest, said);
            } else if let Some(after) = rest.strip_prefix('#') {
                match count {
                    Some(n) => said.push_str(&n.to_string()),
                    None => said.push('#'),
                }
                rest = after;
            } else {
                let end = closing(rest).unwrap_or(rest.len());
                self.argument(&rest[1..end], count, said);
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
        said.push_str(rest);
    }

    /// What stands between braces: `0`, or `0, plural, one {…} other {…}`.
    fn argument(&self, inner: &str, count: Option<usize>, said: &mut String) {
        let (name, choice) = inner.split_once(',').unwrap_or((inner, ""));
        let place = name.bytes().next().unwrap_or_default().wrapping_sub(b'0');
        let Some(value) = self.values.get(usize::from(place)).copied() else { return };
        let (number, text) = match value {
            Value::Text(text) => (None, text.to_owned()),
            Value::Count(n) => (Some(n), n.to_string()),
        };
        let Some((kind, branches)) = choice.split_once(',') else { return said.push_str(&text) };
        let is_plural = kind.trim() == "plural";
        let form = match number {
            Some(n) if is_plural => (self.category)(n),
            _ => text.clone(),
        };
        let exactly = ["=", &text].concat();
        let mut best: Option<(u8, &str)> = None;
        let mut rest = branches;
        while let Some((selector, branch, after)) = next_branch(rest) {
            let fits = match selector {
                exact if is_plural && exact == exactly => 3,
                own if own == form => 2,
                "other" => 1,
                _ => 0,
            };
            if fits > best.map_or(0, |(least, _)| least) {
                best = Some((fits, branch));
            }
            rest = after;
        }
        let Some((_, branch)) = best else { return };
        self.fill(branch, if is_plural { number } else { count }, said);
    }
}

/// The first of the branches: its selector, its message, and what comes after it.
pub(super) fn next_branch(branches: &str) -> Option<(&str, &str, &str)> {
    let start = branches.find('{')?;
    let (selector, rest) = branches.split_at(start);
    let end = closing(rest)?;
    Some((selector.trim(), &rest[1..end], &rest[end + 1..]))
}

/// Where the brace is closed that `text` begins with.
pub(super) fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}', '\'']) {
        rest = &rest[at..];
        if rest.starts_with('\'') {
            rest = unquoted(rest, &mut String::new());
            continue;
        }
        depth = if rest.starts_with('{') { depth + 1 } else { depth.saturating_sub(1) };
        if depth == 0 {
            return Some(text.len() - rest.len());
        }
        rest = &rest[1..];
    }
    None
}

/// Says what an apostrophe begins, and gives what comes after it.
fn unquoted<'m>(text: &'m str, said: &mut String) -> &'m str {
    let mut rest = &text[1..];
    if let Some(after) = rest.strip_prefix('\'') {
        said.push('\'');
        return after;
    }
    if !rest.starts_with(['{', '}', '#']) {
        said.push('\'');
        return rest;
    }
    while let Some((quoted, after)) = rest.split_once('\'') {
        said.push_str(quoted);
        let Some(more) = after.strip_prefix('\'') else { return after };
        said.push('\'');
        rest = more;
    }
    said.push_str(rest);
    ""
}

#[cfg(test)]
mod tests {
    use super::super::catalogue::numbered;
    use super::*;

    fn say(message: &str, names: &str, values: &[Value<'_>]) -> String {
        let names: Vec<&str> = names.split(' ').collect();
        Filling { values, category: in_welsh }.of(&numbered(message, &names))
    }

    /// Welsh has all six.
    fn in_welsh(n: usize) -> String {
        match n {
            0 => "zero",
            1 => "one",
            2 => "two",
            3 => "few",
            6 => "many",
            _ => "other",
        }
        .to_owned()
    }

    #[test]
    fn arguments_come_in_any_order() {
        let values = [Value::Text("A"), Value::Count(3)];
        assert_eq!(say("{n} of {who}, {n}", "who n", &values), "3 of A, 3");
        assert_eq!(say("{gone}.", "who n", &values), ".");
    }

    #[test]
    fn a_plural_has_as_many_forms_as_the_language() {
        let message =
            "{n, plural, zero {# cŵn} one {# ci} two {# gi} few {# chi} many {# chi!} other {# ci.}}";
        let said = [0, 1, 2, 3, 6, 7].map(|n| say(message, "n", &[Value::Count(n)]));
        assert_eq!(said, ["0 cŵn", "1 ci", "2 gi", "3 chi", "6 chi!", "7 ci."]);
    }

    #[test]
    fn an_exact_number_comes_before_its_form() {
        let message = "{n, plural, one {one} =1 {just one} other {many}}";
        assert_eq!(say(message, "n", &[Value::Count(1)]), "just one");
        assert_eq!(say(message, "n", &[Value::Count(2)]), "many");
    }

    #[test]
    fn choices_stand_in_choices() {
        let message =
            "{who, select, us {{n, plural, one {our # day} other {our # days}}} other {theirs: {n}}}";
        assert_eq!(say(message, "who n", &[Value::Text("us"), Value::Count(1)]), "our 1 day");
        assert_eq!(say(message, "who n", &[Value::Text("us"), Value::Count(4)]), "our 4 days");
        assert_eq!(say(message, "who n", &[Value::Text("else"), Value::Count(4)]), "theirs: 4");
        let inside = "{n, plural, other {{who, select, us {#} other {}}}}";
        assert_eq!(say(inside, "who n", &[Value::Text("us"), Value::Count(4)]), "4");
    }

    #[test]
    fn an_apostrophe_quotes_only_before_what_means_something() {
        let said = |message| say(message, "n", &[Value::Count(1)]);
        assert_eq!(said("the child's file"), "the child's file");
        assert_eq!(said("the child''s file"), "the child's file");
        assert_eq!(said("'{n}' is {n}"), "{n} is 1");
        assert_eq!(said("'{it''s}'"), "{it's}");
        assert_eq!(said("{n, plural, other {'#' #, '}'}}"), "# 1, }");
        assert_eq!(said("# 1"), "# 1");
    }

    #[test]
    fn what_is_filled_in_is_not_read_again() {
        assert_eq!(say("{who}", "who", &[Value::Text("{n} '{' #")]), "{n} '{' #");
    }

    #[test]
    fn a_broken_message_stops_nothing() {
        for broken in ["{", "{n", "{n, plural", "{n, plural, one {", "}", "'{", "{n, plural, one {x}}"] {
            say(broken, "n", &[Value::Count(2)]);
        }
    }
}
