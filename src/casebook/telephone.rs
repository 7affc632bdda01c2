//! A telephone number as people write it, and what a tap dials.
//!
//! The one idea: *what is taken is one number that can be dialled, else it is said why not, and of whom*. What was
//! kept before that was asked is shown as it stands, and dialled as far as a number is in it.

use super::views::Refused;
use crate::words::refusals;

/// The address that dials it; where it is no number alone, the first one that is in it.
pub fn address(said: &str) -> Option<String> {
    Some(["tel:", &read(said).first?].concat())
}

/// Why it is not one number, with the field that mends it and whose number it is; nothing is wrong with an empty one.
pub fn refused(said: &str, ask: &str, whom: &str) -> Option<Refused> {
    let Read { first, digits, is_alone } = read(said);
    let say = match () {
        () if said.trim().is_empty() => return None,
        () if digits > MOST => refusals::number_long(whom),
        () if !is_alone => refusals::number_words(whom),
        () if first.is_none() => refusals::number_short(whom),
        () => return None,
    };
    Some(Refused { code: "number".to_owned(), say, ask: Some(ask.to_owned()), duty: None })
}

/// More digits no number has, its country's among them.
const MOST: usize = 15;

struct Read {
    /// What is dialled.
    first: Option<String>,
    /// How many there are, without an extension's.
    digits: usize,
    /// Whether nothing else than a number stands there.
    is_alone: bool,
}

fn read(said: &str) -> Read {
    let said = said.trim();
    let (mut first, mut number, mut digits, mut is_alone) = (None, String::new(), 0, true);
    for (at, letter) in said.char_indices() {
        match letter {
            // The zero in brackets is dialled within the country, and never after its code.
            '0' if number.starts_with('+') && said[..at].ends_with('(') && said[at..].starts_with("0)") => {}
            '0'..='9' => {
                digits += 1;
                number.push(letter);
            }
            '+' if number.is_empty() => number.push(letter),
            // What people set between digits, and the blanks and hyphens of a page that it is copied from.
            ' ' | '(' | ')' | '-' | '.' | '\u{a0}' | '\u{2010}'..='\u{2013}' => {}
            _ => {
                let extension = extension(&said[at..]);
                first = first.or_else(|| whole(&number, extension));
                if extension.is_some() {
                    return Read { first, digits, is_alone };
                }
                number.clear();
                is_alone = false;
            }
        }
    }
    Read { first: first.or_else(|| whole(&number, None)), digits, is_alone }
}

/// A number with its extension, if it is as long as one is.
fn whole(number: &str, extension: Option<&str>) -> Option<String> {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let extension = extension.map_or([""; 2], |extension| [";ext=", extension]).concat();
    (3..=MOST).contains(&digits).then(|| [number, &extension].concat())
}

/// The number of the extension, if nothing else follows.
fn extension(rest: &str) -> Option<&str> {
    let (name, number) = rest.split_at(rest.bytes().take_while(u8::is_ascii_alphabetic).count());
    let number = number.trim_start_matches(['.', ' ']);
    let is_one = ["ext", "x", "extension"].iter().any(|known| name.eq_ignore_ascii_case(known))
        && (1..=8).contains(&number.len())
        && number.bytes().all(|byte| byte.is_ascii_digit());
    is_one.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOM: &str = "Duty team";

    #[test]
    fn a_number_is_dialled_however_it_is_written() {
        for (said, dialled) in [
            ("999", "tel:999"),
            ("101", "tel:101"),
            ("111", "tel:111"),
            (" 0121 788 4300 ", "tel:01217884300"),
            ("(0121) 788-4300", "tel:01217884300"),
            ("0121.788.4300", "tel:01217884300"),
            ("0121\u{a0}788\u{2011}4300", "tel:01217884300"),
            ("+44 121 788 4300", "tel:+441217884300"),
            ("+44 (0)121 788 4300", "tel:+441217884300"),
            ("+44(0) 121 788 4300", "tel:+441217884300"),
            ("(+44) 121 788 4300", "tel:+441217884300"),
            ("(0)121 788 4300", "tel:01217884300"),
            ("0121 788 4300 ext 5", "tel:01217884300;ext=5"),
            ("0121 788 4300 Ext. 512", "tel:01217884300;ext=512"),
            ("0121 788 4300 extension 5", "tel:01217884300;ext=5"),
            ("0121 788 4300x5", "tel:01217884300;ext=5"),
            ("+44 (0)121 788 4300 x 12345", "tel:+441217884300;ext=12345"),
            ("123456789012345", "tel:123456789012345"),
        ] {
            assert_eq!(address(said).as_deref(), Some(dialled), "{said}");
            assert_eq!(refused(said, "duty", WHOM), None, "{said}");
        }
        assert_eq!(refused(" ", "duty", WHOM), None, "none is asked for");
    }

    #[test]
    fn what_is_not_one_number_is_refused_for_what_is_wrong_with_it_and_what_is_in_it_is_dialled() {
        let (long, words, short) =
            (refusals::number_long(WHOM), refusals::number_words(WHOM), refusals::number_short(WHOM));
        for (said, why, dialled) in [
            ("0121 788 4300 or 0121 605 6060", &long, Some("tel:01217884300")),
            ("0121 788 4300, 0121 605 6060", &long, Some("tel:01217884300")),
            ("1234567890123456", &long, None),
            ("0121 788 4300 ext 123456789", &long, Some("tel:01217884300")),
            ("abc", &words, None),
            ("ask for the duty worker", &words, None),
            ("HV-2041", &words, Some("tel:2041")),
            ("0121 788 4300 ext", &words, Some("tel:01217884300")),
            ("0121 788 4300 x5 or 999", &words, Some("tel:01217884300")),
            ("duty desk: +44 (0)121 788 4300", &words, Some("tel:+441217884300")),
            ("duty desk: 0121 788 4300 x5", &words, Some("tel:01217884300;ext=5")),
            ("999/101", &words, Some("tel:999")),
            ("0121+788 4300", &words, Some("tel:0121")),
            ("++44 121 788 4300", &words, Some("tel:441217884300")),
            ("ext 5", &short, None),
            ("99", &short, None),
            ("+", &short, None),
        ] {
            let refused = refused(said, "duty", WHOM);
            let told = refused.as_ref().map(|one| (&one.say, one.ask.as_deref()));
            assert_eq!(told, Some((why, Some("duty"))), "{said}");
            assert_eq!(address(said).as_deref(), dialled, "{said}");
        }
        assert!([long, words, short].iter().all(|say| say.starts_with("Duty team: ")), "whose it is");
    }
}
