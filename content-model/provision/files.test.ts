import { expect, it } from 'vitest';
import { loadContent } from '../index.ts';
import { uploadFiles } from './files.ts';
import { recordingApi } from './recording-api.ts';

const [file] = loadContent().files;
if (!file) throw new Error('The content has no files.');
const { id, title, description, filesize } = file;

it('uploads a file under its own id, its fields before its bytes', async () => {
  const { api, writes } = recordingApi({ '/files': [] });
  await uploadFiles(api, [file], 'keep');
  expect(writes).toEqual([['POST', '/files', expect.any(FormData)]]);
  const form = writes[0]?.[2];
  const parts = form instanceof FormData ? [...form] : [];
  expect(parts.map(([name]) => name)).toEqual(['id', 'title', 'description', 'type', 'filename_download', 'file']);
  expect(parts[0]).toEqual(['id', id]);
  expect(parts.at(-1)?.[1]).toMatchObject({ name: file.filename_download, size: filesize, type: file.type });
});

it('sends bytes again when their size differs, and words alone when only they do, if it is asked to', async () => {
  const known = { id, title, description, filesize: String(filesize) };
  const resized = recordingApi({ '/files': [{ ...known, filesize: '1' }] });
  await uploadFiles(resized.api, [file], 'keep');
  expect(resized.writes).toEqual([]);
  await uploadFiles(resized.api, [file], 'reset');
  expect(resized.writes).toEqual([['PATCH', `/files/${id}`, expect.any(FormData)]]);
  const retitled = recordingApi({ '/files': [{ ...known, title: 'Old' }] });
  await uploadFiles(retitled.api, [file], 'reset');
  expect(retitled.writes).toEqual([['PATCH', `/files/${id}`, { title, description }]]);
  const same = recordingApi({ '/files': [known] });
  await uploadFiles(same.api, [file], 'reset');
  expect(same.writes).toEqual([]);
});
