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
                    let operand_of = pointers::__private::OperandOf::place(
                        &raw const s.x,
                    );
                    let failure = operand_of.__pointers_failure();
                    s.x -= operand_of.__pointers_operand(2, &failure);
                    (match failure.outcome() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    })
                };
                {
                    let operand_of = pointers::__private::OperandOf::place(&raw const x);
                    let failure = operand_of.__pointers_failure();
                    x += operand_of.__pointers_operand(1, &failure);
                    (match failure.outcome() {
                        pointers::__private::Ok(value) => value,
                        pointers::__private::Err(error) => {
                            break '__pointers0 error.__pointers_leave();
                        }
                    })
                };
                let mut y = f();
                {
                    let operand_of = pointers::__private::OperandOf::place(&raw const y);
                    let failure = operand_of.__pointers_failure();
                    y += operand_of.__pointers_operand(1, &failure);
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
