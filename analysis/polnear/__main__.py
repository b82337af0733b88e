"""`python -m analysis.polnear PATH`: measure the library on strangers' articles."""

import sys

from analysis.polnear.measure import main

if __name__ == "__main__":
    sys.exit(main())
