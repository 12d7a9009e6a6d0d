// SPDX-License-Identifier: GPL-3.0-or-later
// How long the packet table keeps the event loop busy with ten million packets: each turn of the
// loop is timed while the table is filled, scrolled, filtered and grown.
#include "views/packets/packet_filter_field.h"
#include "views/packets/packet_table_view.h"
#include "views/packets/packets_panel.h"
#include "views/theme/theme_manager.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>
#include <vector>

using namespace synoptic;

namespace {

constexpr std::uint64_t kPackets = 10'000'000;
constexpr std::uint64_t kFlows = 1000;

/// An Ethernet frame with a request in it, for each packet the same.
constexpr std::string_view kFrame{
    "\x02\0\0\0\0\x03\x02\0\0\0\0\x07\x08\0"
    "\x45\0\0\x4a\x12\x34\x40\0\x40\x06\0\0\xc0\0\x02\x07\xc6\x33\x64\x03"
    "\xc4\x24\0\x50\x01\x02\x03\x04\x05\x06\x07\x08\x50\x18\x01\xf6\0\0\0\0"
    "GET /index.html HTTP/1.1\r\nHost: a\r\n\r\n",
    14 + 20 + 20 + 37};

class Store : public PacketStore {
public:
    bool at(std::uint64_t, CapturedFrame& frame) override {
        frame = {};
        frame.linkType = 1;
        frame.captured = {reinterpret_cast<const std::uint8_t*>(kFrame.data()), kFrame.size()};
        frame.originalLength = static_cast<std::uint32_t>(kFrame.size());
        return true;
    }
};

class History : public PacketHistory {
public:
    History() : PacketHistory(2 * kPackets, PacketIndex::WhenFull::Stop) {}
    std::unique_ptr<PacketStore> openStore() const override { return std::make_unique<Store>(); }

    void grow(std::uint64_t count) {
        for (; count > 0; --count, ++next_) {
            IndexedPacket packet;
            packet.time = Timestamp(std::chrono::seconds(1'700'000'000)) +
                          next_ * std::chrono::microseconds(10);
            packet.kind = IndexedPacket::Kind::Tcp;
            packet.flow = static_cast<FlowNumber>(next_ % kFlows);
            packet.stepBack = next_ < kFlows ? 0 : kFlows;
            packet.control = next_ % 50 == 0 ? kRst : kAck;
            packet.analysis = next_ % 30 == 0 ? kRetransmission : 0;
            packet.payloadLength = 37;
            index().append(packet);
        }
        index().publish();
    }

private:
    std::uint64_t next_ = 0;
};

/// What this thread worked, ms: on a busy machine less than what passed.
double workedMs() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Turns of the event loop, each with what was done in it.
class Turns {
public:
    template <typename Act>
    void run(const Act& act) {
        QElapsedTimer timer;
        timer.start();
        const double before = workedMs();
        act();
        QApplication::processEvents();
        times_.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        mostWork_ = std::max(mostWork_, workedMs() - before);
    }
    void print(const char* what) {
        std::sort(times_.begin(), times_.end());
        std::printf(
            "%-36s %7zu turns  median %6.2f  99 %% %6.2f  longest %6.2f ms, of work %6.2f\n", what,
            times_.size(), times_[times_.size() / 2], times_[times_.size() * 99 / 100],
            times_.back(), mostWork_);
        times_.clear();
        mostWork_ = 0;
    }

private:
    std::vector<double> times_;
    double mostWork_ = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    ThemeManager themes;
    auto history = std::make_shared<History>();
    history->grow(kPackets);
    PacketDetails details;
    ConnectionSnapshot connection;
    connection.key = 7;
    connection.id.tuple = {{IpAddress::fromV4(0xC0000207), 50212, 0},
                           {IpAddress::fromV4(0xC6336403), 80, 0}};
    connection.wire = {7, 0, kPackets - kFlows + 7, kPackets / kFlows};
    PacketsPanel panel(&details, {[&](FlowNumber) { return &connection; },
                                  [](FlowNumber, EndIndex) { return std::optional(0x01020300U); }});
    panel.resize(1400, 900);
    panel.show();
    QApplication::processEvents();

    Turns turns;
    turns.run([&] { details.setHistory(history); });
    turns.print("ten million packets arrive at once");
    QScrollBar* bar = panel.table()->verticalScrollBar();
    for (int i = 0; i < 2000; ++i)
        turns.run([&] { bar->setValue(bar->value() + 40); });
    turns.print("scrolling by some rows");
    std::mt19937 random(1);
    for (int i = 0; i < 1000; ++i)
        turns.run([&] { bar->setValue(int(random() % unsigned(bar->maximum()))); });
    turns.print("scrolling to anywhere");
    for (int i = 0; i < 300; ++i)
        turns.run([&] { panel.selectPacket(random() % kPackets); });
    turns.print("choosing packets anywhere");
    for (const char* words :
         {"retransmission", "not retransmission", "ack or rst", "zero-window"}) {
        turns.run([&] {
            panel.filterField()->setText(QString::fromLatin1(words));
            QMetaObject::invokeMethod(panel.filterField()->edit(), "returnPressed");
        });
        QElapsedTimer answer;
        answer.start();
        while (panel.model()->isSearching())
            turns.run([] {});
        std::printf("  %-20s %10d rows after %lld ms\n", words, panel.model()->rowCount(),
                    static_cast<long long>(answer.elapsed()));
    }
    turns.print("filtering, while the answer comes");
    panel.filterField()->setText(QStringLiteral("not retransmission"));
    QMetaObject::invokeMethod(panel.filterField()->edit(), "returnPressed");
    while (panel.model()->isSearching())
        QApplication::processEvents();
    for (int i = 0; i < 1000; ++i)
        turns.run([&] { bar->setValue(int(random() % unsigned(std::max(1, bar->maximum())))); });
    turns.print("scrolling to anywhere among those");
    panel.filterField()->setText({});
    turns.run([&] {
        panel.setMode(PacketsPanel::Mode::Connection);
        panel.showConnection(&connection);
    });
    while (panel.model()->isSearching())
        turns.run([] {});
    std::printf("  one connection: %d rows\n", panel.model()->rowCount());
    turns.print("one connection");
    panel.setMode(PacketsPanel::Mode::All);
    for (int i = 0; i < 50; ++i) {
        history->grow(100'000); // the capturing thread's time
        turns.run([&] { details.refresh(); });
    }
    turns.print("100,000 more packets, each time");
    panel.setFollowing(true);
    for (int i = 0; i < 50; ++i) {
        history->grow(1000);
        turns.run([&] { details.refresh(); });
    }
    turns.print("1,000 more, at the end of the table");
    return 0;
}
