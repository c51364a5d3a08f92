~p = v; ~p += v; (~p).x = v; (~p)[i].y -= v; p[1] += v; swap(&mut ~a, &mut (~b).c);
