//! What a matter shows to whoever sees it only because it is about him, a relative or his unit: state, stream and corrections without
//! what is reserved, and nothing that others remarked or added.

use crate::{desk::decide::Loaded, request::StreamLine, sql::Fault};
use engine::{
    access::Actor,
    erased::{Mechanism, Schemas},
    history,
    reserved::{self, is_reserved, prune},
    words::FileId,
};
use serde_json::Value;

/// The cut that an actor sees a matter in.
pub(crate) struct Cut<'a> {
    schemas: Schemas,
    account: &'a str,
}

impl<'a> Cut<'a> {
    /// The cut, where this actor does not see all.
    pub(crate) fn of(mechanism: &dyn Mechanism, loaded: &Loaded, actor: &'a Actor) -> Option<Self> {
        let whole = reserved::sees_all(mechanism.kind(), &loaded.outline, &loaded.effects, actor);
        (!whole).then(|| Self { schemas: mechanism.schemas(), account: &actor.account })
    }

    /// The state without what is reserved.
    pub(crate) fn state(&self, state: &str) -> Result<String, Fault> {
        let mut value: Value = crate::facts::json(state)?;
        prune(&self.schemas.state, &mut value);
        Ok(value.to_string())
    }

    /// The payload of an event without what is reserved; none where all of it is.
    pub(crate) fn payload(&self, verb: &str, mut payload: Value) -> Option<Value> {
        let event = self.schemas.event(verb)?;
        if is_reserved(&event.schema) {
            return None;
        }
        prune(&event.schema, &mut payload);
        Some(payload)
    }

    /// A line without what is reserved; none where all of it is.
    pub(crate) fn line(&self, mut line: StreamLine) -> Option<StreamLine> {
        if let Some(mut correction) = line.corrects.take() {
            correction.was = self.payload(&correction.verb, correction.was)?;
            correction.now = self.payload(&correction.verb, correction.now)?;
            line.payload.as_object_mut().and_then(|fields| fields.shift_remove("payload"));
            return Some(StreamLine { corrects: Some(correction), ..line });
        }
        // What was sealed, opened or added by others speaks of those who are protected.
        if line.n == 0 || (matches!(line.verb.as_str(), "comment" | "attach") && line.account != self.account) {
            return None;
        }
        if !history::is_engine_verb(&line.verb) {
            line.payload = self.payload(&line.verb, line.payload)?;
        }
        Some(line)
    }

    /// The papers added by the engine's verb that still show in these lines.
    pub(crate) fn added(files: &mut Vec<FileId>, stream: &[StreamLine]) {
        let own: Vec<String> = stream.iter().map(|line| line.payload.to_string()).collect();
        files.retain(|file| own.iter().any(|line| line.contains(file.as_str())));
    }
}
