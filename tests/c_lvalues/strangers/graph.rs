//! A graph in arrays of edges: shortest ways, and a spanning tree with union and find.

use pointers::prelude::*;

#[derive(Fields, Clone, Copy)]
struct Edge {
    from: usize,
    to: usize,
    weight: i32,
}
#[derive(Fields)]
struct Adj {
    edges: MallocPointer<Edge>,
    n: usize,
    cap: usize,
}
#[derive(Fields)]
struct Graph {
    n: usize,
    adj: MallocPointer<Adj>,
    all: MallocPointer<Edge>,
    m: usize,
}

pointers! {

fn new_graph(n: usize, m: usize) -> Result<MallocPointer<Graph>> {
    let g: MallocPointer<Graph> = malloc(size_of::<Graph>());
    g->n = n;
    g->m = 0;
    g->adj = malloc(n * size_of::<Adj>());
    g->all = malloc(m * size_of::<Edge>());
    for i in 0..n {
        g->adj[i].edges = NULL;
        g->adj[i].n = 0;
        g->adj[i].cap = 0;
    }
    Ok(g)
}

fn add_half(a: MallocPointer<Adj>, e: Edge) -> Result<()> {
    if a->n == a->cap {
        a->cap = if a->cap != 0 { 2 * a->cap } else { 1 };
        realloc(a->edges, a->cap * size_of::<Edge>());
    }
    a->edges[a->n++] = e;
    Ok(())
}

fn add_edge(g: MallocPointer<Graph>, from: usize, to: usize, weight: i32) -> Result<()> {
    let mut e = Edge { from, to, weight };
    add_half(&raw mut g->adj[from], e)?;
    e.from = to;
    e.to = from;
    add_half(&raw mut g->adj[to], e)?;
    g->all[g->m++] = e;
    Ok(())
}

fn shortest(g: MallocPointer<Graph>, start: usize) -> Result<MallocPointer<i32>> {
    let dist: MallocPointer<i32> = malloc(g->n * size_of::<i32>());
    let done: CallocPointer<bool> = calloc(g->n, 1);
    for i in 0..g->n {
        dist[i] = i32::MAX;
    }
    dist[start] = 0;
    loop {
        let mut u = -1;
        for i in 0..g->n {
            if !done[i] && dist[i] != i32::MAX && (u < 0 || dist[i] < dist[u as usize]) {
                u = i as i32;
            }
        }
        if u < 0 {
            break;
        }
        let u = u as usize;
        done[u] = true;
        for k in 0..g->adj[u].n {
            let e = &raw mut g->adj[u].edges[k];
            if dist[u] + e->weight < dist[e->to] {
                dist[e->to] = dist[u] + e->weight;
            }
        }
    }
    free(done);
    Ok(dist)
}

fn find(parent: MallocPointer<usize>, x: usize) -> Result<usize> {
    let mut x = x;
    while parent[x] != x {
        parent[x] = parent[parent[x]];
        x = parent[x];
    }
    Ok(x)
}

fn kruskal(g: MallocPointer<Graph>) -> Result<i32> {
    let mut total = 0;
    let parent: MallocPointer<usize> = malloc(g->n * size_of::<usize>());
    for i in 0..g->n {
        parent[i] = i;
    }
    g->all.borrow_slice_mut(g->m)?.sort_by_key(|e| e.weight);
    let e = g->all;
    while e < g->all + g->m {
        let a = find(parent, e->from)?;
        let b = find(parent, e->to)?;
        if a != b {
            parent[a] = b;
            total += e->weight;
        }
        e++;
    }
    free(parent);
    Ok(total)
}

fn run(printed: &mut String) -> Result<()> {
    let g = new_graph(6, 9)?;
    static EDGES: [[i32; 3]; 9] = [
        [0, 1, 7], [0, 2, 9], [0, 5, 14], [1, 2, 10], [1, 3, 15],
        [2, 3, 11], [2, 5, 2], [3, 4, 6], [4, 5, 9]];
    for i in 0..9 {
        add_edge(g, EDGES[i][0] as usize, EDGES[i][1] as usize, EDGES[i][2])?;
    }
    let d = shortest(g, 0)?;
    for i in 0..g->n {
        printed.push_str(&format!("{} ", d[i]));
    }
    printed.push_str(&format!("\n{}\n", kruskal(g)?));
    free(d);
    for i in 0..g->n {
        free(g->adj[i].edges);
    }
    free(g->adj);
    free(g->all);
    free(g);
    Ok(())
}

}

#[test]
fn it_prints_what_c_prints() -> Result<()> {
    let mut printed = String::new();
    run(&mut printed)?;
    assert_eq!(printed, "0 7 9 20 20 11 \n33\n");
    Ok(())
}
