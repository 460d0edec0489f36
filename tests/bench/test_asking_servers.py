"""How the bench asks a server, and reads what its processes take."""

from __future__ import annotations

import os
import socket

import pytest

from bench.client import answer_length, ask, request
from bench.figures import BenchError
from bench.processes import descendants, family, holder, parse_inode, parse_pss_bytes, parse_stat

ANSWER = b"HTTP/1.1 200 OK\r\nDate: today\r\ncontent-encoding: br\r\nContent-Length: 5\r\n\r\nhello"
# A server's own end first, then somebody else's, a listener, and a connection not accepted yet.
CONNECTIONS = """\
  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 0100007F:C001 01 00000000:00000000 00:00000000 00000000     0        0 4711 1 0
   1: 0100007F:C001 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 4712 1 0
   2: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4713 1 0
   3: 0100007F:1F90 0100007F:C002 01 00000000:00000000 00:00000000 00000000     0        0 0 1 0
   4: 0100007F:1F90 0100007F:C003 06 00000000:00000000 00:00000000 00000000     0        0 4714 1 0
"""


def test_an_answer_is_whole_when_head_and_body_have_come():
    head_bytes = ANSWER.index(b"hello")

    lengths = [answer_length(ANSWER[:received]) for received in range(len(ANSWER) + 1)]

    assert lengths == [None] * head_bytes + [len(ANSWER)] * (len(ANSWER) - head_bytes + 1)


def test_the_length_of_an_answer_is_not_read_from_its_body():
    with pytest.raises(BenchError):
        answer_length(b"HTTP/1.1 200 OK\r\nDate: today\r\n\r\n\r\nContent-Length: 5\r\n")


def test_an_answer_is_read_whole_and_weighed_with_its_head():
    here, there = socket.socketpair()
    with here, there:
        there.sendall(ANSWER)

        answer = ask(here, "/en/search?q=%C3%B1")

        assert (answer.status, answer.coding, answer.body, answer.weight_bytes) == (
            200,
            "br",
            b"hello",
            len(ANSWER),
        )
        assert there.recv(65_536) == request("/en/search?q=%C3%B1")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (ANSWER.replace(b"200", b"503"), "503"),
        (ANSWER[:-1], "closed"),
        (b"", "closed"),
        (ANSWER + b"!", "More"),
    ],
    ids=["503", "half", "nothing", "more"],
)
def test_a_wrong_or_broken_answer_stops_the_bench(sent, message):
    here, there = socket.socketpair()
    with here, there:
        there.sendall(sent)
        there.shutdown(socket.SHUT_WR)

        with pytest.raises(BenchError, match=message):
            ask(here, "/en/")


def test_the_processor_time_of_a_process_with_an_odd_name_is_read():
    fields = "S 17 1 1 0 -1 4194560 900 0 3 0 120 45 7 8 20 0 9 0 100"

    stat = parse_stat(f"23 (a (b) c 1 2) {fields}\n")

    assert (stat.parent, stat.ticks) == (17, 165)


def test_memory_is_the_proportional_set_size_and_not_a_part_of_it():
    assert (
        parse_pss_bytes(
            "7f00-7fff ---p 00000000 00:00 0 [rollup]\nRss:  900 kB\nPss:   21 kB\n"
            "Pss_Anon:  5 kB\nSwapPss: 7 kB\n"
        )
        == 21_504
    )
    with pytest.raises(BenchError):
        parse_pss_bytes("Rss: 900 kB\nPss_Anon: 5 kB\n")


@pytest.mark.parametrize(
    ("remote_port", "inode"),
    [(0xC001, 4711), (0xC002, 0), (0xC003, 0), (0xC004, 0)],
    ids=["held", "unaccepted", "closing", "absent"],
)
def test_the_socket_of_a_connection_is_the_one_at_the_servers_end(remote_port, inode):
    assert parse_inode(CONNECTIONS, 0x1F90, remote_port) == inode


def test_descendants_are_found_through_several_generations():
    assert descendants(5, {5: 1, 6: 5, 7: 6, 8: 1, 9: 8, 4: 7}) == (4, 5, 6, 7)
    assert os.getpid() in family(os.getppid())


def test_the_process_that_holds_a_connection_is_found():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as client, listener.accept()[0]:
            assert holder([os.getpid()], port, client.getsockname()[1]) == os.getpid()
            with pytest.raises(BenchError):
                holder([], port, client.getsockname()[1])
