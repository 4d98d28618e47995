"""A longer way between two ends of TCP: everything arrives later by half a round trip, in its order.

  delay.py --listen 127.0.0.1:21150 --to 127.0.0.1:143 --round-trip 30

Nothing is held back but by time: what comes within a moment leaves within a moment, so the throughput
is that of the machine. Opening a connection takes as long as over the real way, where the greeting
of the far end comes two round trips after the first packet. Python's standard library alone.
"""
import argparse
import asyncio
import collections
import signal

WAITING = 64 << 20  # octets on the way in one direction before the sender is asked to wait


class Way(asyncio.Protocol):
    """What one end says, on its way to the other."""

    def __init__(self, seconds):
        self.seconds, self.loop = seconds, asyncio.get_running_loop()
        self.on_the_way, self.octets, self.timer = collections.deque(), 0, None
        self.transport = self.other = None

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.depart(data)

    def eof_received(self):
        self.depart(b"")
        return True  # the other direction goes on

    def connection_lost(self, error):
        self.depart(None)

    def depart(self, data):
        self.on_the_way.append((self.loop.time() + self.seconds, data))
        self.octets += len(data or b"")
        if self.octets > WAITING:
            self.transport.pause_reading()
        if self.timer is None and self.other is not None:
            self.timer = self.loop.call_at(self.on_the_way[0][0], self.arrive)

    def meets(self, other):
        """From now on what is said arrives at the other's end."""
        self.other = other
        if self.on_the_way:
            self.timer = self.loop.call_at(self.on_the_way[0][0], self.arrive)

    def arrive(self):
        self.timer = None
        while self.on_the_way and self.on_the_way[0][0] <= self.loop.time():
            data = self.on_the_way.popleft()[1]
            if data is None:
                self.other.transport.close()
            elif data:
                self.octets -= len(data)
                self.other.transport.write(data)
            elif self.other.transport.can_write_eof() and not self.other.transport.is_closing():
                self.other.transport.write_eof()
        if self.octets <= WAITING and not self.transport.is_closing():
            self.transport.resume_reading()
        if self.on_the_way:
            self.timer = self.loop.call_at(self.on_the_way[0][0], self.arrive)


class Near(Way):
    """The end that was connected to."""

    def __init__(self, seconds, host, port):
        super().__init__(seconds)
        self.host, self.port = host, port

    def connection_made(self, transport):
        super().connection_made(transport)
        self.loop.create_task(self.reach())

    async def reach(self):
        await asyncio.sleep(self.seconds * 3)
        try:
            _, far = await self.loop.create_connection(lambda: Way(self.seconds), self.host, self.port)
        except OSError:
            self.transport.abort()
            return
        far.meets(self)
        self.meets(far)


def address(text):
    host, _, port = text.rpartition(":")
    return host, int(port)


async def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--listen", type=address, required=True, metavar="HOST:PORT")
    p.add_argument("--to", type=address, required=True, metavar="HOST:PORT")
    p.add_argument("--round-trip", type=float, required=True, metavar="MS")
    args = p.parse_args()
    loop, end = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end.set)
    server = await loop.create_server(lambda: Near(args.round_trip / 2000, *args.to), *args.listen, backlog=4096)
    await end.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
