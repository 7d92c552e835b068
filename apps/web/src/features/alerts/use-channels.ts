import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type AlertChannel,
  changeAlertChannel,
  listAlertChannels,
  listAlertDeliveries,
  makeAlertChannel,
  removeAlertChannel,
  replayAlertDelivery,
  replayFailedAlerts,
  rotateAlertSecret,
  testAlertChannel,
} from '@vplus/contracts';
import { api } from '#lib/api.ts';
import { queryKeys } from '#lib/query-keys.ts';
import type { NewChannel } from './channel-from.ts';

const refreshMs = 3000;

export const useChannels = () =>
  useQuery({
    queryKey: queryKeys.alertChannels,
    queryFn: ({ signal }) => api(listAlertChannels, { signal }),
    refetchInterval: refreshMs,
  });

/** The newest that were sent to a channel. */
export const useDeliveries = (channelId: string) =>
  useQuery({
    queryKey: queryKeys.alertDeliveries(channelId),
    queryFn: ({ signal }) => api(listAlertDeliveries, { params: { channelId }, query: { size: 50 }, signal }),
    refetchInterval: refreshMs,
  });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.alertChannels });
}

export const useMakeChannel = () =>
  useMutation({ mutationFn: (body: NewChannel) => api(makeAlertChannel, { body }), onSuccess: useRefresh() });

/** What can be done with one channel; each is a click. */
export function useChannelActs({ id: channelId }: Pick<AlertChannel, 'id'>) {
  const onSuccess = useRefresh();
  const params = { channelId };
  return {
    test: useMutation({ mutationFn: () => api(testAlertChannel, { params }), onSuccess }),
    switchTo: useMutation({
      mutationFn: (on: boolean) => api(changeAlertChannel, { params, body: { on } }),
      onSuccess,
    }),
    rotate: useMutation({ mutationFn: () => api(rotateAlertSecret, { params, body: {} }), onSuccess }),
    replayFailed: useMutation({ mutationFn: () => api(replayFailedAlerts, { params }), onSuccess }),
    replay: useMutation({
      mutationFn: (deliveryId: string) => api(replayAlertDelivery, { params: { deliveryId } }),
      onSuccess,
    }),
    remove: useMutation({ mutationFn: () => api(removeAlertChannel, { params }), onSuccess }),
  };
}
