//! Which functions of a body call one another.

use syn::{ExprCall, ExprMethodCall, Item, Type};

use crate::check::functions::Functions;
use crate::map::{self, Map};
use crate::walk::visit::{self, Visit};

/// Whom each function may call.
pub(crate) fn calls(functions: &Functions<'_>) -> Vec<Vec<usize>> {
    struct Calls<'f, 'a> {
        functions: &'f Functions<'a>,
        owner: Option<&'f Type>,
        methods: &'f Map<String, Vec<usize>>,
        found: Vec<usize>,
    }

    impl<'a> Visit<'a> for Calls<'_, '_> {
        fn visit_expr_call(&mut self, call: &'a ExprCall) {
            self.found.extend(self.functions.called(call, self.owner));
            visit::visit_expr_call(self, call);
        }

        fn visit_expr_method_call(&mut self, call: &'a ExprMethodCall) {
            let named = self.methods.get(&call.method.to_string());
            self.found.extend(named.into_iter().flatten());
            visit::visit_expr_method_call(self, call);
        }

        fn visit_item(&mut self, _: &'a Item) {}
    }

    let mut methods: Map<String, Vec<usize>> = Map::new();
    for ((_, name), id) in functions.methods.all() {
        methods.get_or(name.clone(), Vec::new()).extend(id);
    }
    let all = functions.all.iter();
    all.map(|function| {
        let mut calls = Calls {
            functions,
            owner: function.owner,
            methods: &methods,
            found: Vec::new(),
        };
        calls.visit_block(function.body);
        map::distinct(calls.found)
    })
    .collect()
}

/// The functions in groups that call one another, those that are called before those that call (Tarjan).
pub(crate) fn groups(calls: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NONE: usize = usize::MAX;
    let (mut number, mut low) = (vec![NONE; calls.len()], vec![0; calls.len()]);
    let (mut open, mut is_open) = (Vec::new(), vec![false; calls.len()]);
    let (mut next, mut groups) = (0, Vec::new());
    for start in 0..calls.len() {
        if number[start] != NONE {
            continue;
        }
        // A function, and how many of its calls were looked at.
        let mut path = vec![(start, 0)];
        while let Some((at, seen)) = path.pop() {
            if seen == 0 {
                (number[at], low[at]) = (next, next);
                next += 1;
                open.push(at);
                is_open[at] = true;
            }
            match calls[at].get(seen) {
                Some(&to) => {
                    path.push((at, seen + 1));
                    if number[to] == NONE {
                        path.push((to, 0));
                    } else if is_open[to] {
                        low[at] = low[at].min(number[to]);
                    }
                }
                None => {
                    if low[at] == number[at] {
                        let first = open.iter().position(|open| *open == at).unwrap_or(0);
                        let group = open.split_off(first);
                        group.iter().for_each(|member| is_open[*member] = false);
                        groups.push(group);
                    }
                    if let Some((caller, _)) = path.last() {
                        low[*caller] = low[*caller].min(low[at]);
                    }
                }
            }
        }
    }
    groups
}
