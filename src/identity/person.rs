//! The people who sign, as they describe themselves.

use chrono::{DateTime, Utc};

use super::{Kid, PublicKey};

/// Who somebody says they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    name: String,
    role: String,
    agency: String,
}

/// Why a name, a role or an agency cannot stand in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAPerson {
    /// One of the three is empty.
    Empty,
    /// One of the three has more than 200 characters.
    TooLong,
    /// One of the three begins or ends with a space, or holds characters that cannot be seen and
    /// could make one name look like another.
    Unseen,
}

const LONGEST: usize = 200;

impl Person {
    /// Somebody's own description.
    ///
    /// # Errors
    /// [`NotAPerson`] says what is wrong with one of the three.
    pub fn new(name: &str, role: &str, agency: &str) -> Result<Self, NotAPerson> {
        for text in [name, role, agency] {
            can_be_seen_whole(text)?;
        }
        Ok(Self { name: name.to_owned(), role: role.to_owned(), agency: agency.to_owned() })
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What they are in their agency.
    pub fn role(&self) -> &str {
        &self.role
    }

    /// Their agency.
    pub fn agency(&self) -> &str {
        &self.agency
    }
}

/// Whether a name of somebody or something can stand in a record.
///
/// # Errors
/// [`NotAPerson`] says what is wrong with it.
pub fn can_be_seen_whole(text: &str) -> Result<(), NotAPerson> {
    if text.is_empty() {
        return Err(NotAPerson::Empty);
    }
    if text.chars().count() > LONGEST {
        return Err(NotAPerson::TooLong);
    }
    if text.trim() != text || text.chars().any(is_unseen) {
        return Err(NotAPerson::Unseen);
    }
    Ok(())
}

/// Whether it is a control character, or one that turns the direction of writing or takes no room.
pub fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{FEFF}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// A person with their keys: what an enrolment says, signed by the first of the two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who they say they are.
    pub person: Person,
    /// What they sign with.
    pub signing: PublicKey,
    /// What is sealed to them.
    pub encryption: PublicKey,
    /// When they enrolled, by their own clock.
    pub enrolled: DateTime<Utc>,
}

impl Member {
    /// Names them in every entry that they sign.
    pub fn kid(&self) -> Kid {
        self.signing.kid()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_can_be_seen_whole() {
        assert!(Person::new("Siân O’Neill", "Health visitor", "Health").is_ok());
        for (name, why) in [
            ("", NotAPerson::Empty),
            (" Ann", NotAPerson::Unseen),
            ("Ann\u{202E}nnA", NotAPerson::Unseen),
            ("Ann\n", NotAPerson::Unseen),
            ("An\u{AD}n", NotAPerson::Unseen),
            ("Ann\u{61C}", NotAPerson::Unseen),
            ("An\u{180E}n", NotAPerson::Unseen),
            ("Ann\u{E0041}", NotAPerson::Unseen),
            (&"a".repeat(201), NotAPerson::TooLong),
        ] {
            assert_eq!(Person::new(name, "Nurse", "Health"), Err(why), "{name:?}");
            assert_eq!(Person::new("Ann", name, "Health"), Err(why), "{name:?}");
        }
    }
}
