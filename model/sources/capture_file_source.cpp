// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/sources/capture_file_source.h"

#include "model/sources/capture_file_reader.h"

#include <mutex>
#include <utility>

namespace synoptic {

namespace {

using namespace std::chrono_literals;

/// Longest time without a look at the stop token and a chance to publish.
constexpr auto kSlice = 20ms;
constexpr auto kFollowPace = 500ms;
constexpr std::uint64_t kPacketsBetweenLooks = 256;

/// The file's packets for whoever shows them. The source renews the reader that others are copied
/// from when interfaces came; a store that misses something copies it again.
class FileHistory : public PacketHistory, public std::enable_shared_from_this<FileHistory> {
public:
    explicit FileHistory(std::uint64_t capacity)
        : PacketHistory(capacity, PacketIndex::WhenFull::Stop) {}

    void renew(const CaptureFileReader& reader) {
        CaptureFileReader copy = reader.duplicate();
        const std::lock_guard lock(mutex_);
        original_ = std::move(copy);
        ++version_;
    }
    /// False if the copy of that version is the newest.
    bool copyNewer(CaptureFileReader& copy, std::uint64_t& version) const {
        const std::lock_guard lock(mutex_);
        if (version == version_)
            return false;
        version = version_;
        copy = original_.duplicate();
        return true;
    }
    std::unique_ptr<PacketStore> openStore() const override;

private:
    mutable std::mutex mutex_;
    CaptureFileReader original_;
    std::uint64_t version_ = 0;
};

class FileStore : public PacketStore {
public:
    explicit FileStore(std::shared_ptr<const FileHistory> history) : history_(std::move(history)) {
        history_->copyNewer(reader_, version_);
    }
    bool at(std::uint64_t place, CapturedFrame& frame) override {
        return reader_.at(place, frame) ||
               (history_->copyNewer(reader_, version_) && reader_.at(place, frame));
    }

private:
    std::shared_ptr<const FileHistory> history_;
    CaptureFileReader reader_;
    std::uint64_t version_ = 0;
};

std::unique_ptr<PacketStore> FileHistory::openStore() const {
    return std::make_unique<FileStore>(shared_from_this());
}

class CaptureFileSource : public ObservationSource {
public:
    explicit CaptureFileSource(const CaptureFileOptions& options)
        : options_(options), history_(std::make_shared<FileHistory>(options.mostIndexed)) {
        status_.kind = SourceStatus::Kind::CaptureFile;
        status_.way = SourceStatus::Way::File;
        status_.loading = true;
    }

    Clock::time_point due() const override { return due_; }
    SourceStatus status() const override { return status_; }
    void refreshSoon() override {
        if (status_.health == SourceStatus::Health::Failed)
            phase_ = Phase::NotOpen; // another try
        if (phase_ != Phase::Over)
            due_ = Clock::now();
    }
    void cancel() override {
        if (phase_ == Phase::Loading || phase_ == Phase::NotOpen)
            cancelled_ = true;
    }

    void collect(ConnectionTracker& tracker, std::stop_token stop) override {
        const auto start = Clock::now();
        due_ = start;
        if (phase_ == Phase::NotOpen && !open(tracker))
            return;
        if (phase_ == Phase::Following && !reader_.refresh()) {
            due_ = start + kFollowPace;
            return;
        }
        if (readSlice(tracker, start, stop))
            tracker.endOfBatch();
        else
            end(tracker);
        if (reader_.interfaces().size() != interfacesTold_) {
            interfacesTold_ = reader_.interfaces().size();
            history_->renew(reader_);
        }
        status_.bytesRead = reader_.progress();
        status_.bytesTotal = reader_.progressTotal();
        status_.lastDuration = Clock::now() - start;
    }

private:
    enum class Phase { NotOpen, Loading, Following, Over };

    bool open(ConnectionTracker& tracker) {
        status_.captureProblem = reader_.open(options_.path);
        if (status_.captureProblem) {
            status_.health = SourceStatus::Health::Failed;
            status_.problem = describe(status_.captureProblem);
            status_.loading = false;
            due_ = Clock::time_point::max();
            return false;
        }
        status_.problem.clear();
        status_.health = SourceStatus::Health::Working;
        tracker.beginCapture(history_);
        phase_ = Phase::Loading;
        return true;
    }

    /// True if the slice was full, and more may follow at once.
    bool readSlice(ConnectionTracker& tracker, Clock::time_point start,
                   const std::stop_token& stop) {
        CapturedFrame frame;
        for (std::uint64_t read = 1; !cancelled_ && reader_.next(frame); ++read) {
            if (!first_)
                first_ = frame.time;
            if (options_.untilPackets && taken_ == *options_.untilPackets) {
                reachedLimit_ = true;
                return false;
            }
            ++taken_;
            if (options_.until && frame.time - *first_ > *options_.until) {
                reachedLimit_ = true;
                return false;
            }
            tracker.observe(frame);
            if (read % kPacketsBetweenLooks == 0 &&
                (stop.stop_requested() || Clock::now() - start >= kSlice))
                return true;
        }
        return false;
    }

    void end(ConnectionTracker& tracker) {
        tracker.endOfCapture();
        status_.loading = false;
        status_.cancelled = cancelled_;
        status_.captureProblem = cancelled_ || reachedLimit_ ? CaptureProblem{} : reader_.problem();
        status_.problem = describe(status_.captureProblem);
        status_.health =
            status_.captureProblem ? SourceStatus::Health::Degraded : SourceStatus::Health::Working;
        const bool goesOn = options_.follow && !cancelled_ && !reachedLimit_ && reader_.canGrow();
        phase_ = goesOn ? Phase::Following : Phase::Over;
        due_ = goesOn ? Clock::now() + kFollowPace : Clock::time_point::max();
    }

    CaptureFileOptions options_;
    std::shared_ptr<FileHistory> history_;
    CaptureFileReader reader_;
    SourceStatus status_;
    Phase phase_ = Phase::NotOpen;
    Clock::time_point due_ = Clock::now();
    std::optional<Timestamp> first_;
    std::size_t interfacesTold_ = 0;
    bool cancelled_ = false;
    bool reachedLimit_ = false;
    std::uint64_t taken_ = 0; ///< packets read
};

} // namespace

std::unique_ptr<ObservationSource> makeCaptureFileSource(const CaptureFileOptions& options) {
    return std::make_unique<CaptureFileSource>(options);
}

} // namespace synoptic
