//! What has to be known about keys and signatures before a file may be believed.
//!
//! The one idea: *reading is synchronous, and a browser's cryptography is not.* So a file is read with every question noted
//! and taken to be answered with yes; what was read leaves here once every one of these very questions was. Where one was
//! not, the file is read again with the answers, which says what does not hold. Both readings are the same code, so they
//! ask the same.

use super::error::BundleError;
use crate::identity::PublicKey;

/// Something that only cryptography can answer, with yes or no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// Whether a key is a point of the curve.
    IsKey(PublicKey),
    /// Whether a key made a signature (ES256) over these bytes.
    Signed {
        /// Whose signature it is said to be.
        key: PublicKey,
        /// What is said to be signed.
        signed: Vec<u8>,
        /// r and s; of any length until it is looked at.
        signature: Vec<u8>,
    },
}

#[cfg(not(target_arch = "wasm32"))]
impl Question {
    /// The answer, by the cryptography that native builds bring along.
    pub fn is_so(&self) -> bool {
        match self {
            Self::IsKey(key) => key.is_on_the_curve(),
            Self::Signed { key, signed, signature } => key.made(signature, signed),
        }
    }
}

/// Answers questions as they come up.
pub(super) type Answering<'a> = &'a mut dyn FnMut(Question) -> bool;

type Reading<T> = dyn Fn(Answering<'_>) -> Result<T, BundleError>;

/// Something that can be read as soon as its questions have been answered.
pub struct Asked<T> {
    questions: Vec<Question>,
    /// What was read, if every answer is yes. Nobody sees it before.
    if_so: Result<T, BundleError>,
    reading: Box<Reading<T>>,
}

impl<T> Asked<T> {
    pub(super) fn by(reading: impl Fn(Answering<'_>) -> Result<T, BundleError> + 'static) -> Self {
        let mut questions = Vec::new();
        let if_so = reading(&mut |question| {
            questions.push(question);
            true
        });
        Self { questions, if_so, reading: Box::new(reading) }
    }

    /// What has to be answered, in this order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// What was read, if it holds by the cryptography that native builds bring along.
    ///
    /// # Errors
    /// As [`Self::answered`].
    #[cfg(not(target_arch = "wasm32"))]
    pub fn settled(self) -> Result<T, BundleError> {
        let answers: Vec<bool> = self.questions.iter().map(Question::is_so).collect();
        self.answered(&answers)
    }

    /// What was read, if the answers allow it. A question without an answer, and one that was not asked in
    /// that place before, is answered with no.
    ///
    /// # Errors
    /// [`BundleError`] says what does not hold; nothing of the file is to be used then.
    pub fn answered(self, answers: &[bool]) -> Result<T, BundleError> {
        if answers.len() == self.questions.len() && answers.iter().all(|yes| *yes) {
            return self.if_so;
        }
        let mut answers = self.questions.iter().zip(answers);
        (self.reading)(&mut |question| answers.next().is_some_and(|(asked, yes)| *asked == question && *yes))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::*;

    const X: &str = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
    const Y: &str = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

    fn asked() -> Asked<&'static str> {
        Asked::by(|answer| {
            let key = PublicKey::from_coordinates(X, Y).expect("two coordinates");
            if !answer(Question::IsKey(key)) {
                return Err(BundleError::Truncated);
            }
            let signature = Question::Signed { key, signed: vec![1], signature: vec![2] };
            if answer(signature) { Ok("read") } else { Err(BundleError::NotABundle) }
        })
    }

    #[test]
    fn what_was_read_comes_with_the_last_yes_and_not_before() {
        assert_eq!(asked().questions().len(), 2);
        assert_eq!(asked().answered(&[true, true]), Ok("read"));
        assert_eq!(asked().answered(&[false, true]), Err(BundleError::Truncated));
        assert_eq!(asked().answered(&[true, false]), Err(BundleError::NotABundle));
        assert_eq!(asked().answered(&[true]), Err(BundleError::NotABundle), "an answer is missing");
    }

    #[test]
    fn what_holds_is_read_once_and_what_does_not_once_more() {
        for (answer, readings) in [(true, 1), (false, 2)] {
            let times = Rc::new(Cell::new(0));
            let counted = Rc::clone(&times);
            let asked = Asked::by(move |answer| {
                counted.set(counted.get() + 1);
                let key = PublicKey::from_coordinates(X, Y).expect("two coordinates");
                answer(Question::IsKey(key)).then_some(()).ok_or(BundleError::NotABundle)
            });
            assert_eq!(asked.answered(&[answer]).is_ok(), answer);
            assert_eq!(times.get(), readings);
        }
    }

    #[test]
    fn what_was_not_asked_before_is_not_answered() {
        let times = Cell::new(0_u8);
        let changing = Asked::by(move |answer| {
            times.set(times.get() + 1);
            let key = PublicKey::from_coordinates(X, Y).expect("two coordinates");
            let signature = |times| Question::Signed { key, signed: vec![times], signature: vec![2] };
            let both = answer(signature(0)) | answer(signature(times.get()));
            if both { Ok("read") } else { Err(BundleError::NotABundle) }
        });
        assert_eq!(changing.answered(&[false, true]), Err(BundleError::NotABundle));
    }
}
