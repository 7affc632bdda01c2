//! The tree from `serde_json`'s values, which a case is read as.

use serde_json::Value;

use super::Json;

impl From<&Value> for Json {
    /// A number that is not whole becomes a [`Self::Fraction`].
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Number(number) => number.as_i64().map_or(Self::Fraction, Self::Whole),
            Value::String(text) => Self::from(text.as_str()),
            Value::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Value::Object(members) => {
                let member = |(name, value): (&String, &Value)| (name.clone(), Self::from(value));
                Self::Object(members.iter().map(member).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_go_out_and_in() {
        let value =
            serde_json::json!({"a": [null, true, -1, "x", {"b": {}}], "c": 9_007_199_254_740_991_i64});
        assert_eq!(Json::from(&value).to_text(), value.to_string());
        assert_eq!(Json::from(&serde_json::json!(1.5)), Json::Fraction);
    }
}
