//! What a function of the body certainly does with what it is given that does not allow it: reported at the call.

use std::ptr;

use super::{given, helper_call::HelperCall};
use crate::check::{
    Check,
    across::Usage,
    block::{Block, Ending, Life},
    handles,
    lattice::{BlockId, ExprAt, Handle, Value},
    report::{self, Finding},
    rounds,
};

impl<'a> HelperCall<'a, '_> {
    /// Reports what the function certainly does with what does not allow it.
    pub(crate) fn needs(&mut self, cx: &mut Check<'a, '_>) {
        let Some(ends) = self.summary.ends.clone() else {
            return;
        };
        if !cx.caught.is_empty() {
            return;
        }
        for (id, block) in ends.blocks() {
            if self.before.arena.given(*id).is_none() {
                continue;
            }
            let actual = self.actual(*id);
            if let Value::Handle(handle) = actual {
                self.pass_on(cx, handle, block);
            }
            let Some(finding) = self.finding(cx, *id, block, actual) else {
                continue;
            };
            cx.report(self.place, finding);
            // One report for each.
            match actual {
                Value::Handle(handle) => handles::change(cx, handle, Block::forget),
                value => handles::escape(cx, value),
            }
        }
    }

    /// What the function certainly does with what the caller itself was given.
    pub(crate) fn pass_on(&self, cx: &mut Check<'a, '_>, handle: Handle, block: &Block<'a>) {
        let across = block.across;
        // Each by itself: what is read where it is not NULL is not accessed on the path where it is.
        let here =
            |done: Option<(Usage, ExprAt<'a>)>| done.map(|(usage, _)| (usage, ExprAt(self.place)));
        let done = [across.used, across.accessed, across.read].map(here);
        given::record(cx, handle, done);
        // Of a handle that is moved for a call of the same function that would never settle.
        if let (Some(far), Some(0)) = (across.far, handle.offset) {
            let offset = Some(far.index);
            given::reached(cx, Handle { offset, ..handle }, far.usage, self.place);
        }
    }

    pub(crate) fn finding(
        &self,
        cx: &Check<'a, '_>,
        id: BlockId,
        block: &Block<'a>,
        actual: Value<'a>,
    ) -> Option<Finding<'a>> {
        let helper = &self.called.name;
        let (path, name) = (self.inner_name(id), self.outer_name(id));
        let note = |(usage, at): (Usage, ExprAt<'a>), finding: Finding<'a>| {
            let given = self.given_for(id, |across| {
                let done = [across.used, across.accessed, across.read];
                done.contains(&Some((usage, at)))
            });
            finding.and(at, report::helper_uses(helper, &path, usage) + given)
        };
        match actual {
            Value::Null(at, _) => {
                let used = block.across.accessed?;
                Some(note(used, report::null(&name, used.0, at)))
            }
            Value::Handle(handle) => {
                let known = cx.state.as_ref()?.block(handle.block);
                if let Life::Gone(end, at) = known.life {
                    let used = block.across.used?;
                    if known.nullable && matches!(used.0, Usage::Free | Usage::Realloc) {
                        return None;
                    }
                    let finding = report::gone_in_helper(&name, helper, used.0, (end, at));
                    return Some(note(used, finding));
                }
                if let (Life::Gone(end, at), Some(offset)) = (block.life, handle.offset)
                    && offset != 0
                    && block.across.as_given
                    && !known.nullable
                    && self.before.arena.given(handle.block).is_none()
                {
                    let usage = end.usage();
                    let finding = report::interior(&name, usage, offset, known.kind, known.origin);
                    let note = report::helper_ends(helper, Some(&path), end) + &self.given;
                    return Some(finding.and(at, note));
                }
                if let Some(finding) = self.outside(id, (&name, &path), block, handle, &known) {
                    return Some(finding);
                }
                let used = block.across.read?;
                let unassigned = known.life == Life::Live && !known.escaped;
                (unassigned && known.written.lacks(None)).then(|| {
                    let way_in = "`<<=` moves one in";
                    let finding = report::unassigned(&name, used.0, way_in, known.origin);
                    note(used, finding)
                })
            }
            _ => None,
        }
    }

    /// The function uses an element that the caller's block does not have.
    pub(crate) fn outside(
        &self,
        id: BlockId,
        (name, path): (&str, &str),
        block: &Block<'a>,
        handle: Handle,
        known: &Block<'a>,
    ) -> Option<Finding<'a>> {
        let far = block.across.far?;
        let index = handle.offset?.checked_add(far.index)?;
        let length = known.length().filter(|length| *length <= index)?;
        let helper = &self.called.name;
        let (kind, sized) = (known.kind, known.sized);
        let finding =
            report::outside_in_helper((name, helper), far.index, kind, (index, length), sized);
        let given = self.given_for(id, |across| across.far == Some(far));
        let used = report::helper_uses_element(helper, path, far.usage, far.index);
        Some(finding.and(far.at, used + given))
    }
}

/// What is reported of a use of a block that a helper ended; `None` if it was not a helper.
pub(crate) fn gone<'a>(
    cx: &Check<'a, '_>,
    name: &str,
    usage: Usage,
    block: BlockId,
    (end, at): (Ending, ExprAt<'a>),
) -> Option<Finding<'a>> {
    let again = rounds::current(cx).is_some();
    let ended = cx.ended.get(&(ptr::from_ref(at.0), block))?;
    let helper = &ended.name;
    let finding = match &ended.parameter {
        Some(_) => report::gone_by_helper(name, usage, helper, (end, at), again),
        None => report::returned_gone(name, usage, helper, at),
    };
    let note = report::helper_ends(helper, ended.parameter.as_deref(), end);
    Some(finding.and(ended.at, note + &ended.given))
}
