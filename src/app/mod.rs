//! What the learner sees and does, as pure data: state, messages, effects.
