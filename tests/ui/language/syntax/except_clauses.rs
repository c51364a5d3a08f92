use pointers::prelude::*;

fn main() {
    let _ = pointers! {
        try { malloc(4); } except Memory e {}
        try { malloc(4); } except Memory as _ {}
        try { malloc(4); } except Memory as mut e {}
        try { malloc(4); } except _ {} except Memory {}
        try { malloc(4); } except Memory | Borrow {} except Memory {}
    };
}
