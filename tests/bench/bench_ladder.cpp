// SPDX-License-Identifier: GPL-3.0-or-later
// How soon the ladder of a long connection is there, beside one bare walk over its packets:
//   bench_ladder [PACKETS]     default 1,000,000
// Printed, in milliseconds of one run; each line is the middle of several rounds.
#include "model/items/ladder_rows.h"
#include "model/items/packet_details.h"
#include "views/ladder/ladder_panel.h"
#include "views/ladder/ladder_view.h"
#include "views/theme/theme_manager.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace synoptic;
using namespace std::chrono_literals;

namespace {

/// One connection, its packets in a row. Bytes are not there, as when a file is gone.
class MadeHistory : public PacketHistory {
public:
    /// `trouble`: each so many segments one is sent again, so that runs are short.
    MadeHistory(std::uint64_t packets, unsigned trouble)
        : PacketHistory(packets, PacketIndex::WhenFull::Stop) {
        append(packets, trouble);
    }
    void append(std::uint64_t packets, unsigned trouble) {
        for (std::uint64_t i = 0; i < packets; ++i, ++count_) {
            IndexedPacket packet;
            packet.time = Timestamp(1'700'000'000s) + count_ * 20us;
            packet.flow = 0;
            packet.stepBack = count_ == 0 ? 0 : 1;
            packet.kind = IndexedPacket::Kind::Tcp;
            packet.control = kAck;
            const bool data = count_ % 3 != 2;
            packet.sender = data ? 1 : 0;
            packet.payloadLength = data ? 1448 : 0;
            if (data && trouble != 0 && count_ % trouble == 0)
                packet.analysis = kRetransmission;
            index().append(packet);
        }
        index().publish();
    }
    std::unique_ptr<PacketStore> openStore() const override {
        struct Nothing : PacketStore {
            bool at(std::uint64_t, CapturedFrame&) override { return false; }
        };
        return std::make_unique<Nothing>();
    }
    WirePlace wire() const { return {0, 0, count_ - 1, count_}; }

private:
    std::uint64_t count_ = 0;
};

double middleOf(int rounds, const std::function<double()>& round) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i)
        times.push_back(round());
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds / 2)];
}

double millisecondsOf(const std::function<void()>& work) {
    QElapsedTimer timer;
    timer.start();
    work();
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void report(const char* what, double milliseconds, double walk) {
    std::printf("%-52s %9.2f ms  %6.1fx\n", what, milliseconds, milliseconds / walk);
}

void measure(const char* title, std::uint64_t packets, unsigned trouble) {
    auto history = std::make_shared<MadeHistory>(packets, trouble);
    const PacketIndex::View view = history->index().view();
    const WirePlace wire = history->wire();
    std::printf("\n%s\n", title);
    std::uint64_t bytes = 0;
    const double walk = middleOf(5, [&] {
        return millisecondsOf([&] {
            for (PacketNumber i = view.begin(); i < view.end(); ++i)
                bytes += view[i].payloadLength;
        });
    });
    report("a bare walk over the index", walk, walk);
    ConnectionDetail detail;
    detail.ends[0].index = 0;
    detail.ends[1].index = 1;
    for (const bool collapse : {true, false}) {
        LadderOptions options;
        options.collapseData = collapse;
        LadderRows rows;
        const double time = middleOf(5, [&] {
            rows = LadderRows();
            return millisecondsOf([&] { rows.update(view, wire, &detail, options); });
        });
        char text[80];
        std::snprintf(text, sizeof text, "%s: %zu rows", collapse ? "collapsed" : "not collapsed",
                      rows.rows().size());
        report(text, time, walk);
    }
    PacketDetails details;
    details.setHistory(history);
    LadderPanel panel;
    panel.resize(900, 770);
    panel.setPackets(&details);
    panel.show();
    ConnectionSnapshot connection;
    connection.wire = wire;
    for (const bool collapse : {true, false}) {
        panel.view()->setCollapseData(collapse);
        const double time = middleOf(5, [&] {
            ++connection.key;
            detail.key = connection.key;
            panel.show(nullptr, {});
            QCoreApplication::processEvents();
            return millisecondsOf([&] {
                panel.show(&connection, detail);
                panel.view()->viewport()->repaint();
            });
        });
        report(collapse ? "opened and first painted, collapsed"
                        : "opened and first painted, not collapsed",
               time, walk);
    }
    QScrollBar* bar = panel.view()->verticalScrollBar();
    const double page = middleOf(41, [&] {
        bar->setValue((bar->value() + bar->maximum() / 41) % std::max(1, bar->maximum()));
        return millisecondsOf([&] { panel.view()->viewport()->repaint(); });
    });
    report("a page painted elsewhere", page, walk);
    const double grown = middleOf(9, [&] {
        history->append(300, trouble);
        details.refresh();
        connection.wire = history->wire();
        return millisecondsOf([&] { panel.show(&connection, detail); });
    });
    report("300 packets more", grown, walk);
    if (bytes == 1)
        std::puts("");
}

} // namespace

int main(int argc, char** argv) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication app(argc, argv);
    const ThemeManager themes;
    const std::uint64_t packets = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    measure("One run of data", packets, 0);
    measure("A retransmission in 50 packets", packets, 50);
    return 0;
}
