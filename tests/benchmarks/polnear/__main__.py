"""`python -m benchmarks.polnear PATH`: measure the library on strangers' articles."""

import sys

from benchmarks.polnear.measure import main

if __name__ == "__main__":
    sys.exit(main())
