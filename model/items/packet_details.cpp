// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/packet_details.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace synoptic {

namespace {

/// Told together: few enough to come at once, enough to be worth a signal.
constexpr std::size_t kBatch = 64;
/// Details kept beyond those in sight: some screens of scrolling back.
constexpr std::size_t kMostKept = 20'000;

} // namespace

PacketDetail readPacketDetail(PacketStore& store, const IndexedPacket& packet,
                              PacketNumber number) {
    PacketDetail detail;
    detail.number = number;
    detail.time = packet.time;
    CapturedFrame frame;
    if (!store.at(packet.place, frame))
        return detail;
    detail.readable = true;
    detail.originalLength = frame.originalLength;
    detail.capturedLength = static_cast<std::uint32_t>(frame.captured.size());
    detail.linkType = frame.linkType;
    DecodedPacket decoded;
    Reassembler noReassembly;
    detail.outcome = decodePacket(frame, decoded, noReassembly);
    for (const Tunnel& tunnel : decoded.tunnels())
        detail.tunnels.push_back(tunnel.kind);
    if (detail.outcome != DecodeOutcome::Decoded && detail.outcome != DecodeOutcome::Fragment)
        return detail;
    detail.source = decoded.source;
    detail.destination = decoded.destination;
    detail.ip = decoded.ip;
    detail.vlans.assign(decoded.vlans.begin(), decoded.vlans.begin() + decoded.vlanCount);
    if (detail.outcome == DecodeOutcome::Fragment)
        return detail;
    detail.transport = decoded.transport;
    std::span<const std::uint8_t> payload;
    if (decoded.transport == Transport::Tcp) {
        const TcpSegment& segment = decoded.tcp;
        detail.sequence = segment.sequence;
        detail.acknowledgment = segment.acknowledgment;
        detail.control = segment.control;
        detail.window = segment.window;
        detail.payloadLength = segment.payloadLength;
        detail.options = segment.options;
        payload = segment.payload;
    } else if (decoded.transport == Transport::Udp) {
        detail.payloadLength = decoded.udp.payloadLength;
        payload = decoded.udp.payload;
    } else if (decoded.transport == Transport::Icmp || decoded.transport == Transport::Icmpv6) {
        detail.icmp = decoded.icmp;
    }
    detail.firstLineCut = payload.empty() && detail.payloadLength > 0;
    if (!payload.empty())
        detail.firstLine = readFirstLine(payload, decoded.transport, decoded.source.port,
                                         decoded.destination.port);
    return detail;
}

/// The reading thread and what it is asked for. Everything but the thread itself is guarded.
class PacketDetails::Reader {
public:
    explicit Reader(PacketDetails* owner)
        : owner_(owner), thread_([this](const std::stop_token& stop) { run(stop); }) {}

    void setHistory(std::shared_ptr<const PacketHistory> history) {
        const std::lock_guard lock(mutex_);
        history_ = std::move(history);
        ++generation_;
        wanted_.clear();
        jobs_.clear();
        for (const auto& [place, stale] : std::exchange(running_, {}))
            *stale = true;
        wake_.notify_one();
    }

    void want(std::vector<PacketNumber> numbers) {
        const std::lock_guard lock(mutex_);
        wanted_ = std::move(numbers);
        wake_.notify_one();
    }

    void run(QObject* context, int tag, Job job, std::function<void()> done) {
        const std::lock_guard lock(mutex_);
        if (!history_)
            return;
        const std::pair place(context, tag);
        if (const auto before = running_.find(place); before != running_.end())
            *before->second = true;
        std::erase_if(jobs_, [&](const Task& task) { return task.place == place; });
        auto stale = std::make_shared<std::atomic<bool>>(false);
        running_[place] = stale;
        jobs_.push_back({place, QPointer<QObject>(context), std::move(job), std::move(done), stale,
                         generation_});
        wake_.notify_one();
    }

private:
    struct Task {
        std::pair<QObject*, int> place;
        QPointer<QObject> context; ///< looked at by the GUI thread alone
        Job job;
        std::function<void()> done;
        std::shared_ptr<std::atomic<bool>> stale;
        std::uint64_t generation = 0;
    };

    void run(const std::stop_token& stop) {
        const std::stop_callback wakeOnStop(stop, [this] {
            const std::lock_guard lock(mutex_);
            wake_.notify_one();
        });
        std::unique_ptr<PacketStore> store;
        std::shared_ptr<const PacketHistory> history;
        std::uint64_t generation = 0;
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            if (generation != generation_) {
                generation = generation_;
                history = history_;
                lock.unlock();
                store = history ? history->openStore() : nullptr;
                lock.lock();
            } else if (!wanted_.empty()) {
                std::vector<PacketNumber> numbers;
                const std::size_t count = std::min(kBatch, wanted_.size());
                numbers.assign(wanted_.begin(), wanted_.begin() + std::ptrdiff_t(count));
                wanted_.erase(wanted_.begin(), wanted_.begin() + std::ptrdiff_t(count));
                lock.unlock();
                read(history.get(), store.get(), numbers, generation);
                lock.lock();
            } else if (!jobs_.empty()) {
                Task task = std::move(jobs_.front());
                jobs_.pop_front();
                lock.unlock();
                work(std::move(task), store.get(), stop);
                lock.lock();
            } else {
                wake_.wait(lock);
            }
        }
    }

    void read(const PacketHistory* history, PacketStore* store,
              const std::vector<PacketNumber>& numbers, std::uint64_t generation) {
        std::vector<PacketDetail> found;
        found.reserve(numbers.size());
        const PacketIndex::View view = history ? history->index().view() : PacketIndex::View();
        for (const PacketNumber number : numbers) {
            if (store && view.contains(number))
                found.push_back(readPacketDetail(*store, view[number], number));
            else
                found.emplace_back().number = number;
        }
        QMetaObject::invokeMethod(
            owner_,
            [this, generation, found = std::move(found)]() mutable {
                if (isCurrent(generation))
                    owner_->take(std::move(found));
            },
            Qt::QueuedConnection);
    }

    void work(Task task, PacketStore* store, const std::stop_token& stop) {
        if (store && !task.stale->load())
            task.job(*store, [&] {
                return task.stale->load() || stop.stop_requested() || !isCurrent(task.generation);
            });
        QMetaObject::invokeMethod(
            owner_,
            [this, task = std::move(task)] {
                if (task.context && !task.stale->load() && isCurrent(task.generation))
                    task.done();
                const std::lock_guard lock(mutex_);
                if (const auto it = running_.find(task.place);
                    it != running_.end() && it->second == task.stale)
                    running_.erase(it);
            },
            Qt::QueuedConnection);
    }

    bool isCurrent(std::uint64_t generation) {
        const std::lock_guard lock(mutex_);
        return generation == generation_;
    }

    PacketDetails* owner_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::shared_ptr<const PacketHistory> history_;
    std::uint64_t generation_ = 0;
    std::vector<PacketNumber> wanted_;
    std::deque<Task> jobs_;
    std::map<std::pair<QObject*, int>, std::shared_ptr<std::atomic<bool>>> running_;
    std::jthread thread_; ///< last, so that it ends before what it uses
};

PacketDetails::PacketDetails(QObject* parent)
    : QObject(parent), reader_(std::make_unique<Reader>(this)) {}

PacketDetails::~PacketDetails() = default;

void PacketDetails::setHistory(std::shared_ptr<const PacketHistory> history) {
    if (history == history_)
        return;
    history_ = std::move(history);
    kept_.clear();
    wanted_.clear();
    view_ = history_ ? history_->index().view() : PacketIndex::View();
    reader_->setHistory(history_);
    Q_EMIT reset();
}

void PacketDetails::refresh() {
    if (!history_)
        return;
    PacketIndex::View now = history_->index().view();
    if (now.end() == view_.end() && now.begin() == view_.begin())
        return;
    view_ = std::move(now);
    Q_EMIT grown();
}

const PacketDetail* PacketDetails::find(PacketNumber number) const {
    const auto found = kept_.find(number);
    return found == kept_.end() ? nullptr : &found->second;
}

void PacketDetails::want(int viewer, std::vector<PacketNumber> numbers) {
    wanted_[viewer] = std::move(numbers);
    std::vector<PacketNumber> missing;
    for (const auto& [other, list] : wanted_) {
        for (const PacketNumber number : list) {
            if (view_.contains(number) && !kept_.contains(number))
                missing.push_back(number);
        }
    }
    reader_->want(std::move(missing));
}

void PacketDetails::run(QObject* context, int tag, Job job, std::function<void()> done) {
    reader_->run(context, tag, std::move(job), std::move(done));
}

void PacketDetails::take(std::vector<PacketDetail> found) {
    if (kept_.size() + found.size() > kMostKept) {
        const auto inSight = [this](PacketNumber number) {
            return std::any_of(wanted_.begin(), wanted_.end(), [number](const auto& wish) {
                return std::find(wish.second.begin(), wish.second.end(), number) !=
                       wish.second.end();
            });
        };
        erase_if(kept_, [&](const auto& entry) { return !inSight(entry.first); });
    }
    for (PacketDetail& detail : found) {
        const PacketNumber number = detail.number;
        kept_[number] = std::move(detail);
    }
    Q_EMIT arrived();
}

} // namespace synoptic
