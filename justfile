# The same as CI; `.ci/run` adds the installation of what the outer tests need.
check:
    cargo test
    bash .ci/check

# Rewrites the committed texts that tests compare; read the difference before you commit it.
golden:
    ZHUNSHENG_GOLDEN=write cargo test golden

demo:
    cargo run --release -- demo
