//! The macros that make a type a component's exports. They do nothing on targets other than WebAssembly.

/// Has the host log the text of a panic, which a trap alone would lose.
#[doc(hidden)]
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        crate::host::log(crate::Level::Error, &panic.to_string());
    }));
}

#[doc(hidden)]
#[macro_export]
macro_rules! __export_described {
    ($plugin:ty) => {
        impl $crate::bindings::info::exports::ocr::plugins::info::Guest for Component {
            fn describe() -> $crate::bindings::info::exports::ocr::plugins::info::PluginInfo {
                $crate::__private::report_panics();
                <$plugin>::info().into()
            }
        }
        $crate::bindings::info::__export_info!(Component with_types_in $crate::bindings::info);
    };
}

/// Exports a type that implements [`ImageProcessor`](crate::ImageProcessor) as this crate's component.
#[macro_export]
macro_rules! export_image_processor {
    ($plugin:ty) => {
        #[cfg(target_family = "wasm")]
        #[allow(unsafe_code, missing_docs)]
        const _: () = {
            use $crate::ImageProcessor as _;
            struct Component;
            $crate::__export_described!($plugin);
            impl $crate::bindings::image::exports::ocr::plugins::image_processor::Guest for Component {
                fn process(
                    input: $crate::Image,
                    settings: Vec<$crate::Setting>,
                ) -> Result<Vec<$crate::ImageOutput>, $crate::Error> {
                    $crate::__private::report_panics();
                    let settings = $crate::Settings::new(&<$plugin>::info(), settings)?;
                    <$plugin>::process(input, &settings)
                }
            }
            $crate::bindings::image::__export_image!(Component with_types_in $crate::bindings::image);
        };
    };
}

/// Exports a type that implements [`DocumentProcessor`](crate::DocumentProcessor) as this crate's component.
#[macro_export]
macro_rules! export_document_processor {
    ($plugin:ty) => {
        #[cfg(target_family = "wasm")]
        #[allow(unsafe_code, missing_docs)]
        const _: () = {
            use $crate::DocumentProcessor as _;
            struct Component;
            $crate::__export_described!($plugin);
            impl $crate::bindings::document::exports::ocr::plugins::document_processor::Guest
                for Component
            {
                fn process(
                    input: $crate::Document,
                    settings: Vec<$crate::Setting>,
                ) -> Result<$crate::DocumentOutput, $crate::Error> {
                    $crate::__private::report_panics();
                    let settings = $crate::Settings::new(&<$plugin>::info(), settings)?;
                    <$plugin>::process(input, &settings)
        }
            }
            $crate::bindings::document::__export_document!(Component with_types_in $crate::bindings::document);
        };
    };
}

/// Exports a type that implements [`TensorMetric`](crate::TensorMetric) as this crate's component.
#[macro_export]
macro_rules! export_tensor_metric {
    ($plugin:ty) => {
        #[cfg(target_family = "wasm")]
        #[allow(unsafe_code, missing_docs)]
        const _: () = {
            use $crate::TensorMetric as _;
            struct Component;
            $crate::__export_described!($plugin);
            impl $crate::bindings::tensor::exports::ocr::plugins::tensor_metric::Guest for Component {
                fn evaluate(
                    pairs: Vec<$crate::bindings::tensor::exports::ocr::plugins::tensor_metric::Pair>,
                    settings: Vec<$crate::Setting>,
                ) -> Result<$crate::Report, $crate::Error> {
                    $crate::__private::report_panics();
                    let settings = $crate::Settings::new(&<$plugin>::info(), settings)?;
                    let pairs = pairs.into_iter().map(|pair| $crate::TensorPair {
                        name: pair.name,
                        baseline: pair.baseline.into(),
                        candidate: pair.candidate.into(),
                    });
                    <$plugin>::evaluate(pairs.collect(), &settings)
                }
            }
            $crate::bindings::tensor::__export_tensor!(Component with_types_in $crate::bindings::tensor);
        };
    };
}

/// Exports a type that implements [`TextMetric`](crate::TextMetric) as this crate's component.
#[macro_export]
macro_rules! export_text_metric {
    ($plugin:ty) => {
        #[cfg(target_family = "wasm")]
        #[allow(unsafe_code, missing_docs)]
        const _: () = {
            use $crate::TextMetric as _;
            struct Component;
            $crate::__export_described!($plugin);
            impl $crate::bindings::text::exports::ocr::plugins::text_metric::Guest for Component {
                fn evaluate(
                    samples: Vec<$crate::Sample>,
                    settings: Vec<$crate::Setting>,
                ) -> Result<$crate::Report, $crate::Error> {
                    $crate::__private::report_panics();
                    let settings = $crate::Settings::new(&<$plugin>::info(), settings)?;
                    <$plugin>::evaluate(samples, &settings)
                }
            }
    $crate::bindings::text::__export_text!(Component with_types_in $crate::bindings::text);
        };
    };
}
