//! The tree of an expression: numbers are leaves, an operator has what it is applied to below it.

use pointers::prelude::*;

use super::error::CalculatorError;
use super::stack::Stack;

pointers! {
    #[derive(Clone, Copy)]
    pub(crate) struct Node {
        /// `=` for a number, `~` for the sign.
        pub(crate) operator: u8,
        pub(crate) value: f64,
        pub(crate) position: usize,
        pub(crate) left: MallocPointer<Node>,
        pub(crate) right: MallocPointer<Node>,
    }

    pub(crate) fn leaf(value: f64, position: usize) -> Result<MallocPointer<Node>> {
        let node = branch(b'=', position)?;
        node->value = value;
        Ok(node)
    }

    pub(crate) fn branch(operator: u8, position: usize) -> Result<MallocPointer<Node>> {
        let node = malloc(size_of::<Node>());
        let null = NULL;
        node <<= Node {
            operator,
            value: 0.0,
            position,
            left: null,
            right: null,
        };
        Ok(node)
    }

    pub(crate) fn adopt(
        node: MallocPointer<Node>,
        left: MallocPointer<Node>,
        right: MallocPointer<Node>,
    ) -> Result<()> {
        node->left = left;
        node->right = right;
        Ok(())
    }

    pub(crate) fn evaluate(root: MallocPointer<Node>) -> Result<f64, CalculatorError> {
        let mut nodes = children_first(root)?;
        let mut values = Stack::new()?;
        let outcome = reckon(&mut nodes, &mut values);
        nodes.free()?;
        values.free()?;
        outcome
    }

    fn reckon(
        nodes: &mut Stack<MallocPointer<Node>>,
        values: &mut Stack<f64>,
    ) -> Result<f64, CalculatorError> {
        while let Some(node) = nodes.pop()? {
            let Node {
                operator,
                value,
                position,
                ..
            } = ~node;
            if operator == b'=' {
                values.push(value)?;
                continue;
            }
            let right = values.pop()?.unwrap_or_default();
            if operator == b'~' {
                values.push(-right)?;
                continue;
            }
            let left = values.pop()?.unwrap_or_default();
            values.push(match operator {
                b'+' => left + right,
                b'-' => left - right,
                b'*' => left * right,
                b'^' => left.powf(right),
                _ if right == 0.0 => return Err(CalculatorError::DivisionByZero { position }),
                _ => left / right,
            })?;
        }
        Ok(values.pop()?.unwrap_or_default())
    }

    /// The expression with each operator behind what it is applied to.
    pub(crate) fn postfix(root: MallocPointer<Node>) -> Result<String> {
        let mut nodes = children_first(root)?;
        let mut words = Vec::new();
        while let Some(node) = nodes.pop()? {
            words.push(match node->operator {
                b'=' => node->value.to_string(),
                operator => char::from(operator).to_string(),
            });
        }
        nodes.free()?;
        Ok(words.join(" "))
    }

    /// All nodes, on a stack from which they come children first, left before right.
    fn children_first(root: MallocPointer<Node>) -> Result<Stack<MallocPointer<Node>>> {
        let mut to_do = Stack::new()?;
        let mut nodes = Stack::new()?;
        to_do.push(root)?;
        while let Some(node) = to_do.pop()? {
            nodes.push(node)?;
            for child in [node->left, node->right] {
                if child != NULL {
                    to_do.push(child)?;
                }
            }
        }
        to_do.free()?;
        Ok(nodes)
    }

    /// Frees a tree of any depth, with neither recursion nor memory: a node with a left child is turned down to the
    /// right until it has none.
    pub(crate) fn free_tree(root: MallocPointer<Node>) -> Result<()> {
        let mut at = root;
        while at != NULL {
            let left = at->left;
            if left == NULL {
                let right = at->right;
                free(at);
                at = right;
            } else {
                at->left = left->right;
                left->right = at;
                at = left;
            }
        }
        Ok(())
    }
}
