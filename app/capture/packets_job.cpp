// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/capture/packets_job.h"

#include "app/capture/confinement.h"
#include "app/capture/far_caller.h"
#include "app/capture/frame_output.h"

#include <net/if.h>
#include <pcap/pcap.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace synoptic {

namespace {

using Clock = std::chrono::steady_clock;
using PcapHandle = std::unique_ptr<pcap_t, decltype(&pcap_close)>;

/// A frame leaves when it holds this much, or when the source falls quiet.
constexpr std::size_t kBatchBytes = 128U << 10;
constexpr std::chrono::milliseconds kRingTimeout{50};
constexpr std::chrono::milliseconds kStatisticsInterval{500};
constexpr int kMostErrors = 50;

helper::Failure failureOf(int status) {
    switch (status) {
    case PCAP_ERROR_PERM_DENIED:
    case PCAP_ERROR_PROMISC_PERM_DENIED:
        return helper::Failure::NotPermitted;
    case PCAP_ERROR_NO_SUCH_DEVICE:
    case PCAP_ERROR_IFACE_NOT_UP:
        return helper::Failure::NoSuchInterface;
    default:
        return helper::Failure::System;
    }
}

PcapHandle openInterface(const PacketsOptions& options) {
    std::array<char, PCAP_ERRBUF_SIZE> error{};
    PcapHandle pcap(pcap_create(options.interfaceName.c_str(), error.data()), pcap_close);
    if (!pcap) {
        writeFailure(helper::Failure::System, error.data());
        return pcap;
    }
    pcap_set_snaplen(pcap.get(), options.snapLength);
    pcap_set_promisc(pcap.get(), 0);
    pcap_set_buffer_size(pcap.get(), options.bufferKiB * 1024);
    pcap_set_timeout(pcap.get(), static_cast<int>(kRingTimeout.count()));
    pcap_set_tstamp_precision(pcap.get(), PCAP_TSTAMP_PRECISION_NANO);
    const int status = pcap_activate(pcap.get());
    if (status < 0) {
        std::string detail = pcap_statustostr(status);
        if (const std::string_view more = pcap_geterr(pcap.get()); !more.empty() && more != detail)
            detail.append(" (").append(more).append(")");
        writeFailure(failureOf(status), detail);
        return {nullptr, pcap_close};
    }
    std::string filter = options.filter;
    if (const std::string rest = options.withoutSession ? allButOwnSession() : ""; !rest.empty())
        filter = filter.empty() ? rest : "(" + filter + ") and " + rest;
    if (!filter.empty()) {
        bpf_program program{};
        const bool ok =
            pcap_compile(pcap.get(), &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) == 0 &&
            pcap_setfilter(pcap.get(), &program) == 0;
        pcap_freecode(&program);
        if (!ok) {
            writeFailure(helper::Failure::BadFilter, pcap_geterr(pcap.get()));
            return {nullptr, pcap_close};
        }
    }
    if (pcap_setnonblock(pcap.get(), 1, error.data()) != 0) {
        writeFailure(helper::Failure::System, error.data());
        return {nullptr, pcap_close};
    }
    return pcap;
}

/// Copies packets from the ring into frames. Looks at no byte of them.
class PacketCopier {
public:
    PacketCopier(pcap_t* pcap, std::string interfaceName)
        : pcap_(pcap), interfaceName_(std::move(interfaceName)) {}

    /// Until standard input ends or nobody reads. Exit status.
    int run();

private:
    static void onPacket(u_char* self, const pcap_pkthdr* header, const u_char* data);
    bool flush();
    bool sendStatistics();
    /// Tells when the interface goes down, comes back, or is gone for good (false).
    bool checkInterface();

    pcap_t* pcap_;
    std::string interfaceName_;
    bool interfaceUp_ = true;
    helper::FrameWriter batch_{helper::FrameType::Packets};
    bool readerGone_ = false;
    Clock::time_point statisticsDue_ = Clock::now();
};

void PacketCopier::onPacket(u_char* self, const pcap_pkthdr* header, const u_char* data) {
    auto& copier = *reinterpret_cast<PacketCopier*>(self);
    constexpr std::uint64_t kNanoseconds = 1'000'000'000;
    // With nanosecond precision tv_usec holds nanoseconds.
    const auto time = static_cast<std::uint64_t>(header->ts.tv_sec) * kNanoseconds +
                      static_cast<std::uint64_t>(header->ts.tv_usec);
    copier.batch_.u64(time).u32(header->caplen).u32(header->len).bytes({data, header->caplen});
    if (copier.batch_.payloadSize() >= kBatchBytes && !copier.flush())
        pcap_breakloop(copier.pcap_);
}

bool PacketCopier::flush() {
    if (batch_.payloadSize() > 0) {
        readerGone_ = readerGone_ || !writeFrame(batch_);
        batch_.clear();
    }
    return !readerGone_;
}

bool PacketCopier::sendStatistics() {
    pcap_stat stat{};
    if (pcap_stats(pcap_, &stat) != 0)
        return true;
    helper::FrameWriter frame(helper::FrameType::Statistics);
    frame.u64(stat.ps_recv).u64(stat.ps_drop).u64(stat.ps_ifdrop);
    return writeFrame(frame);
}

bool PacketCopier::checkInterface() {
    if (interfaceName_ == "any")
        return true;
    ifreq request{};
    interfaceName_.copy(request.ifr_name, IFNAMSIZ - 1);
    if (ioctl(pcap_fileno(pcap_), SIOCGIFFLAGS, &request) != 0)
        return writeFailure(helper::Failure::InterfaceGone, interfaceName_ + " is gone");
    const bool up = (request.ifr_flags & IFF_UP) != 0;
    if (up == interfaceUp_)
        return true;
    // The socket stays bound while the interface is down: packets come again when it is up.
    interfaceUp_ = up;
    helper::FrameWriter frame(helper::FrameType::Notice);
    frame.u32(static_cast<std::uint32_t>(up ? helper::Notice::InterfaceUp
                                            : helper::Notice::InterfaceDown));
    return writeFrame(frame);
}

int PacketCopier::run() {
    std::array<pollfd, 2> waits{pollfd{pcap_get_selectable_fd(pcap_), POLLIN, 0},
                                pollfd{STDIN_FILENO, POLLIN, 0}};
    int errors = 0; // one after the other
    while (!readerGone_) {
        const int ready =
            poll(waits.data(), waits.size(), static_cast<int>(kStatisticsInterval.count()));
        if (ready < 0 && errno != EINTR)
            return writeFailure(helper::Failure::System, std::strerror(errno)), 1;
        if (waits[1].revents != 0) {
            char ignored[256];
            if (read(STDIN_FILENO, ignored, sizeof ignored) <= 0)
                break; // whoever started this has closed its end: stop
        }
        const int status = pcap_dispatch(pcap_, -1, onPacket, reinterpret_cast<u_char*>(this));
        if (status == PCAP_ERROR && !checkInterface())
            return 1;
        errors = status == PCAP_ERROR && interfaceUp_ ? errors + 1 : 0;
        if (errors > kMostErrors)
            return writeFailure(helper::Failure::System, pcap_geterr(pcap_)), 1;
        if (!flush())
            break;
        if (Clock::now() >= statisticsDue_) {
            statisticsDue_ = Clock::now() + kStatisticsInterval;
            if (!checkInterface())
                return 1;
            if (!sendStatistics())
                break;
        }
    }
    if (!readerGone_) {
        sendStatistics();
        writeEnd();
    }
    return 0;
}

} // namespace

int runPacketsJob(const PacketsOptions& options) {
    if (!writeHello())
        return 1;
    PcapHandle opened = openInterface(options);
    if (!opened)
        return 1;
    // Never closed: that needs system calls the filter forbids. The kernel closes it at the exit.
    pcap_t* const pcap = opened.release();
    helper::FrameWriter started(helper::FrameType::Started);
    const auto linkType = static_cast<std::uint32_t>(pcap_datalink(pcap));
    started.u32(linkType)
        .u32(static_cast<std::uint32_t>(options.snapLength))
        .text(options.interfaceName);
    addOwnSide(started); // while the filter does not forbid to ask
    if (const std::string problem = confine(); !problem.empty())
        return writeFailure(helper::Failure::System, problem), 1;
    if (!writeFrame(started))
        return 1;
    return PacketCopier(pcap, options.interfaceName).run();
}

int runInterfacesJob() {
    if (!writeHello())
        return 1;
    std::array<char, PCAP_ERRBUF_SIZE> error{};
    pcap_if_t* list = nullptr;
    if (pcap_findalldevs(&list, error.data()) != 0)
        return writeFailure(helper::Failure::System, error.data()), 1;
    if (const std::string problem = confine(); !problem.empty())
        return writeFailure(helper::Failure::System, problem), 1;
    for (const pcap_if_t* device = list; device; device = device->next) {
        std::uint32_t flags = 0;
        flags |= device->flags & PCAP_IF_UP ? helper::kUp : 0U;
        flags |= device->flags & PCAP_IF_RUNNING ? helper::kRunning : 0U;
        flags |= device->flags & PCAP_IF_LOOPBACK ? helper::kLoopback : 0U;
        flags |= device->flags & PCAP_IF_WIRELESS ? helper::kWireless : 0U;
        helper::FrameWriter frame(helper::FrameType::Interface);
        frame.u32(flags).text(device->name).text(device->description ? device->description : "");
        if (!writeFrame(frame))
            break;
    }
    pcap_freealldevs(list);
    return writeEnd() ? 0 : 1;
}

} // namespace synoptic
