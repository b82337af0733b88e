# The notebooks in JupyterLab, from the locked packages:
#
#   docker build -t whose-words .
#   docker run --rm -p 8888:8888 whose-words          # then open the address it prints
#   docker run --rm --network none whose-words make built      # build the report
#   docker run --rm whose-words make reproduce        # run all anew, and compare
FROM python:3.11-slim-bookworm

RUN apt-get update -qq \
  && apt-get install -y -qq --no-install-recommends git make util-linux \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --create-home reader
USER reader
WORKDIR /home/reader/report
COPY --chown=reader . .
RUN make .venv/lab

EXPOSE 8888
CMD ["make", "lab", "ARGS=--ip=0.0.0.0 --no-browser"]
