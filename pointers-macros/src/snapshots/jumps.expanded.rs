fn body() {
    {
        use pointers::__private::traits::*;
        match '__pointers0: {
            let value = {
                if a {
                    break '__pointers0 pointers::__private::Flow::Break(());
                }
                loop {
                    break;
                }
                break '__pointers0 pointers::__private::Flow::Continue;
            };
            #[allow(unreachable_code)]
            let value = pointers::__private::Flow::<
                _,
                (),
            >::Value(pointers::__private::Ok::<_, pointers::__private::Error>(value));
            value
        } {
            pointers::__private::Flow::Value(value) => value,
            pointers::__private::Flow::Break(value) => {
                let _ = &value;
                break;
            }
            pointers::__private::Flow::Continue => continue,
        }
    }
}
