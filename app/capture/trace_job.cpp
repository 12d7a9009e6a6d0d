// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/trace_job.h"

#include "app/capture/bpf/trace_record.h"
#include "app/capture/confinement.h"
#include "app/capture/frame_output.h"
#include "app/capture/namespace_tables.h"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <poll.h>
#include <trace.skel.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>
#include <memory>

namespace synoptic {

namespace {

using Clock = std::chrono::steady_clock;

/// The ring holds a third of a second of the busiest server there is; this is far below.
constexpr int kPaceMilliseconds = 20;
constexpr std::size_t kBatchBytes = 128U << 10;
constexpr std::chrono::milliseconds kStatisticsInterval{500};
constexpr std::chrono::milliseconds kDumpInterval{1000};
/// Dumps may take this part of the time at most.
constexpr int kDumpShare = 20;

std::int64_t nanoseconds(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// A kernel without one of these tells less, but tells.
void leaveOutWhatIsMissing(trace_bpf* trace) {
    btf* kernel = btf__load_vmlinux_btf();
    if (!kernel)
        return;
    const auto has = [&](const char* type) {
        return btf__find_by_name_kind(kernel, type, BTF_KIND_TYPEDEF) > 0;
    };
    const auto& programs = trace->progs;
    const std::pair<bpf_program*, const char*> optional[] = {
        {programs.on_retransmit, "btf_trace_tcp_retransmit_skb"},
        {programs.on_retransmit_synack, "btf_trace_tcp_retransmit_synack"},
        {programs.on_send_reset, "btf_trace_tcp_send_reset"},
        {programs.on_receive_reset, "btf_trace_tcp_receive_reset"},
        {programs.on_error_report, "btf_trace_inet_sk_error_report"},
        {programs.on_drop, "btf_trace_kfree_skb"},
    };
    for (const auto& [program, type] : optional) {
        if (!has(type))
            bpf_program__set_autoload(program, false);
    }
    // The reason came with Linux 5.17; before, the third argument is not there to be read.
    if (btf__find_by_name_kind(kernel, "skb_drop_reason", BTF_KIND_ENUM) <= 0)
        bpf_program__set_autoload(programs.on_drop, false);
    btf__free(kernel);
}

trace_bpf* attach() {
    libbpf_set_print(nullptr);
    const auto failed = [](const char* what) {
        const bool denied = errno == EPERM || errno == EACCES;
        const bool noBtf = errno == ENOENT || errno == ESRCH;
        writeFailure(denied  ? helper::Failure::NotPermitted
                     : noBtf ? helper::Failure::Unsupported
                             : helper::Failure::System,
                     std::string(what) + ": " +
                         (noBtf ? "this kernel has no BTF for it" : std::strerror(errno)));
        return nullptr;
    };
    if (access("/sys/kernel/btf/vmlinux", R_OK) != 0) {
        errno = ENOENT;
        return failed("the kernel trace cannot be loaded");
    }
    trace_bpf* trace = trace_bpf__open();
    if (!trace)
        return failed("the kernel trace cannot be opened");
    leaveOutWhatIsMissing(trace);
    if (trace_bpf__load(trace) != 0)
        return failed("the kernel trace cannot be loaded");
    if (trace_bpf__attach(trace) != 0)
        return failed("the kernel trace cannot be attached");
    return trace;
}

/// Copies records from the ring into frames.
class RecordCopier {
public:
    RecordCopier(trace_bpf* trace, NamespaceTables& tables) : trace_(trace), tables_(tables) {}

    bool open() {
        ring_ = ring_buffer__new(bpf_map__fd(trace_->maps.records), onRecord, this, nullptr);
        return ring_ != nullptr;
    }
    /// Until standard input ends or nobody reads. Exit status.
    int run();

private:
    static int onRecord(void* self, void* data, std::size_t size);
    void copy(const trace_record& record);
    bool flush(bool always, std::uint64_t upTo);
    bool sendStatistics();
    bool obey();
    bool dumpIfDue();

    trace_bpf* trace_;
    NamespaceTables& tables_;
    bool dumps_ = false; ///< the tables of other namespaces
    Clock::time_point dumpDue_ = Clock::now();
    Clock::time_point roundBegan_;
    Clock::duration roundCost_{};
    ring_buffer* ring_ = nullptr; ///< never freed: that needs system calls the filter forbids
    helper::FrameWriter batch_{helper::FrameType::TraceEvents};
    bool readerGone_ = false;
    Clock::time_point statisticsDue_ = Clock::now();
};

int RecordCopier::onRecord(void* self, void* data, std::size_t size) {
    auto& copier = *static_cast<RecordCopier*>(self);
    if (size >= sizeof(trace_record))
        copier.copy(*static_cast<const trace_record*>(data));
    return copier.readerGone_ ? -1 : 0;
}

void RecordCopier::copy(const trace_record& record) {
    const auto bytes = [](const void* data) {
        return std::span(static_cast<const std::uint8_t*>(data), 16);
    };
    batch_.u64(record.time).u64(record.cookie).u32(record.netns).u32(record.pid).u32(record.uid);
    batch_.u32(record.reason).u32(record.local_port | std::uint32_t{record.remote_port} << 16);
    batch_.u32(record.kind | std::uint32_t{record.from} << 8 | std::uint32_t{record.to} << 16 |
               std::uint32_t{record.flags} << 24);
    batch_.u32(record.error);
    batch_.bytes(bytes(record.local)).bytes(bytes(record.remote)).bytes(bytes(record.command));
    if (batch_.payloadSize() >= kBatchBytes)
        flush(false, record.time); // later ones are still in the ring
}

/// With each batch goes the time up to which everything has been told, and how this machine's
/// monotonic clock, which the kernel stamps records with, stands to the time of day.
bool RecordCopier::flush(bool always, std::uint64_t upTo) {
    if (batch_.payloadSize() > 0 || always) {
        const std::int64_t offset = nanoseconds(CLOCK_REALTIME) - nanoseconds(CLOCK_MONOTONIC);
        helper::FrameWriter clock(helper::FrameType::TraceClock);
        clock.u64(upTo).u64(static_cast<std::uint64_t>(offset));
        readerGone_ =
            readerGone_ || !writeFrame(clock) || (batch_.payloadSize() > 0 && !writeFrame(batch_));
        batch_.clear();
    }
    return !readerGone_;
}

bool RecordCopier::sendStatistics() {
    helper::FrameWriter frame(helper::FrameType::Statistics);
    frame.u64(trace_->bss->told).u64(trace_->bss->lost).u64(0);
    return writeFrame(frame);
}

/// What stands on standard input. False if whoever started this has closed its end.
bool RecordCopier::obey() {
    char words[256];
    const ssize_t count = read(STDIN_FILENO, words, sizeof words);
    for (ssize_t i = 0; i < count; ++i) {
        if (words[i] == helper::kDumpOthers || words[i] == helper::kDumpNone)
            dumps_ = words[i] == helper::kDumpOthers;
    }
    return count > 0;
}

/// Behind the records of what came before, so that a table finds its sockets' steps told. One
/// namespace at a time: the ring fills meanwhile.
bool RecordCopier::dumpIfDue() {
    const auto start = Clock::now();
    if (!dumps_ || start < dumpDue_)
        return true;
    if (tables_.isBetweenRounds()) {
        roundBegan_ = start;
        roundCost_ = {};
    }
    if (!tables_.dumpNext())
        return false;
    roundCost_ += Clock::now() - start;
    if (tables_.isBetweenRounds())
        dumpDue_ = roundBegan_ + std::max<Clock::duration>(kDumpInterval, roundCost_ * kDumpShare);
    return true;
}

int RecordCopier::run() {
    pollfd input{STDIN_FILENO, POLLIN, 0};
    while (!readerGone_) {
        if (poll(&input, 1, kPaceMilliseconds) > 0 && !obey())
            break;
        const bool due = Clock::now() >= statisticsDue_;
        // What comes while the ring is read may be read, or not.
        const auto before = static_cast<std::uint64_t>(nanoseconds(CLOCK_MONOTONIC));
        ring_buffer__consume(ring_);
        if (!flush(due, before) || !dumpIfDue())
            break;
        if (due) {
            statisticsDue_ = Clock::now() + kStatisticsInterval;
            if (!sendStatistics())
                break;
        }
    }
    const auto now = static_cast<std::uint64_t>(nanoseconds(CLOCK_MONOTONIC));
    if (!readerGone_ && flush(true, now) && sendStatistics())
        writeEnd();
    return 0;
}

} // namespace

int runTraceJob(bool withNamespaces) {
    if (!writeHello())
        return 1;
    trace_bpf* const trace = attach();
    if (!trace)
        return 1;
    NamespaceTables tables;
    if (withNamespaces && !tables.open())
        return 1;
    RecordCopier copier(trace, tables);
    if (!copier.open())
        return writeFailure(helper::Failure::System, "the ring cannot be mapped"), 1;
    if (const std::string problem = confine(tables.descriptors()); !problem.empty())
        return writeFailure(helper::Failure::System, problem), 1;
    helper::FrameWriter started(helper::FrameType::Started);
    started.u32(0).u32(0).text("kernel trace");
    if (!writeFrame(started))
        return 1;
    return copier.run();
}

} // namespace synoptic
