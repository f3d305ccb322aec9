//! stub
/// stub
pub fn check(_s: &serde_json::Value, _v: &serde_json::Value) -> Result<(), String> { Ok(()) }
