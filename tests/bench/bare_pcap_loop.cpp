// SPDX-License-Identifier: GPL-3.0-or-later
// The yardstick of bench_analyze.py: reads a capture with libpcap and touches each packet.
#include <pcap/pcap.h>

#include <cstdint>
#include <cstdio>

namespace {

struct Totals {
    std::uint64_t packets = 0;
    std::uint64_t bytes = 0;
    std::uint64_t sum = 0;
};

void touch(u_char* user, const pcap_pkthdr* header, const u_char* bytes) {
    auto& totals = *reinterpret_cast<Totals*>(user);
    ++totals.packets;
    totals.bytes += header->len;
    for (std::uint32_t i = 0; i < header->caplen; i += 64)
        totals.sum += bytes[i];
}

} // namespace

int main(int argc, char** argv) {
    char error[PCAP_ERRBUF_SIZE];
    pcap_t* capture = argc == 2 ? pcap_open_offline(argv[1], error) : nullptr;
    if (!capture)
        return 1;
    Totals totals;
    pcap_loop(capture, -1, touch, reinterpret_cast<u_char*>(&totals));
    pcap_close(capture);
    std::printf("%llu packets, %llu bytes, %llu\n", static_cast<unsigned long long>(totals.packets),
                static_cast<unsigned long long>(totals.bytes),
                static_cast<unsigned long long>(totals.sum));
    return 0;
}
