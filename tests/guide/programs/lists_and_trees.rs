use pointers::prelude::*;

#[derive(Fields)]
struct Node {
    value: i32,
    next: MallocPointer<Node>,
}

#[derive(Fields)]
struct Leaf {
    key: i32,
    left: MallocPointer<Leaf>,
    right: MallocPointer<Leaf>,
}

pointers! {
    fn push(list: MallocPointer<Node>, value: i32) -> Result<MallocPointer<Node>> {
        let node: MallocPointer<Node> = malloc(size_of::<Node>());
        node->value = value;
        node->next = list;
        Ok(node)
    }

    fn insert(tree: MallocPointer<Leaf>, key: i32) -> Result<MallocPointer<Leaf>> {
        if tree == NULL {
            let leaf: MallocPointer<Leaf> = malloc(size_of::<Leaf>());
            leaf->key = key;
            leaf->left = NULL;
            leaf->right = NULL;
            return Ok(leaf);
        }
        if key < tree->key {
            tree->left = insert(tree->left, key)?;
        } else {
            tree->right = insert(tree->right, key)?;
        }
        Ok(tree)
    }

    fn free_list(list: MallocPointer<Node>) -> Result<()> {
        while list != NULL {
            let next = list->next; // first read, then free
            free(list);
            list = next;
        }
        Ok(())
    }

    fn free_tree(tree: MallocPointer<Leaf>) -> Result<()> {
        if tree != NULL {
            free_tree(tree->left)?;
            free_tree(tree->right)?;
            free(tree);
        }
        Ok(())
    }

    fn main() -> Result<()> {
        let list: MallocPointer<Node> = NULL;
        let tree: MallocPointer<Leaf> = NULL;
        for key in [4, 2, 6, 5] {
            list = push(list, key)?;
            tree = insert(tree, key)?;
        }
        drawn(snapshot().named("list", list).named("tree", tree)); // The picture shows this moment.
        free_list(list)?;
        free_tree(tree)
    }
}
