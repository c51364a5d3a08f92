fn body() {
    {
        use pointers::__private::traits::*;
        '__pointers0: {
            let value = {
                let mut p = (match pointers::__private::Raised(calloc(n, 4))
                    .__pointers_raise()
                {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                pointers::__private::Hint(&p).__pointers_value(|| 0);
                (match p.__pointers_step_up(1) {
                    pointers::__private::Ok(value) => value,
                    pointers::__private::Err(error) => {
                        break '__pointers0 error.__pointers_leave();
                    }
                });
                {
                    #[allow(unreachable_code)]
                    let __pointers_step = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        let __pointers_sides = pointers::__private::Sides::of(
                            &raw const s.x,
                            2,
                        );
                        __pointers_sides.__pointers_sub()
                    };
                    let failure = __pointers_step.failure();
                    s.x -= __pointers_step.operand(2, &failure);
                    (match failure.outcome() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    })
                };
                {
                    #[allow(unreachable_code)]
                    let __pointers_step = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        let __pointers_sides = pointers::__private::Sides::of(
                            &raw const x,
                            1,
                        );
                        __pointers_sides.__pointers_add()
                    };
                    let failure = __pointers_step.failure();
                    x += __pointers_step.operand(1, &failure);
                    (match failure.outcome() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    })
                };
                let mut y = f();
                {
                    #[allow(unreachable_code)]
                    let __pointers_step = if true {
                        pointers::__private::side()
                    } else {
                        pointers::__private::never();
                        let __pointers_sides = pointers::__private::Sides::of(
                            &raw const y,
                            1,
                        );
                        __pointers_sides.__pointers_add()
                    };
                    let failure = __pointers_step.failure();
                    y += __pointers_step.operand(1, &failure);
                    (match failure.outcome() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    })
                };
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Ok::<_, pointers::__private::Error>(value);
            value
        }
    }
}
